import { z } from "zod";
import { supabaseLinks } from "../../infra/integrations/supabase/log-drains";
import { insightLinks } from "../../infra/integrations/vercel/insights";
import { linkKeys } from "../../infra/environment/keys";
import type { Environment } from "../../monitors/model/environment";
import type { PresentLink } from "./changes";
import { stripe } from "./stripe";
import { readAnswer, type LinkVendor } from "./vendor";
import { ask } from "./wire";

export const linkVendors = ["vercel", "supabase", "stripe"] as const;

export type LinkVendorName = (typeof linkVendors)[number];

/** https://vercel.com/docs/rest-api/drains/retrieve-a-list-of-all-drains */
const drainList = z.object({ drains: z.array(z.looseObject({ name: z.string() })) });
const drain = z.object({
  id: z.string(),
  name: z.string(),
  schemas: z.record(z.string(), z.unknown()),
  projectIds: z.array(z.string()).nullish(),
  delivery: z.object({ type: z.string(), endpoint: z.unknown(), encoding: z.string().optional() }),
  status: z.string().optional(),
});

const ofTeam = ({ vercel }: Environment): string => {
  const team = vercel?.team ?? "";
  return `${team.startsWith("team_") ? "teamId" : "slug"}=${encodeURIComponent(team)}`;
};

const toPresentDrain = ({ id, name, schemas, projectIds, delivery, status }: z.output<typeof drain>): PresentLink => ({
  id,
  name,
  facts: {
    schemas: Object.keys(schemas).toSorted().join(" "),
    projects: projectIds?.toSorted().join(" ") ?? "all",
    delivery: delivery.type,
    ...(typeof delivery.endpoint === "string" ? { endpoint: delivery.endpoint } : {}),
    ...(delivery.encoding === undefined ? {} : { encoding: delivery.encoding }),
  },
  ...(status === undefined || status === "enabled" ? {} : { note: `Vercel says: ${status}` }),
});

const vercel: LinkVendor = {
  vendor: "Vercel",
  address: "https://api.vercel.com",
  variable: linkKeys.vercel,
  forbidden: "drains are part of Pro and Enterprise",
  fromState: true,
  links: insightLinks,
  list: async (wire, environment, names) => {
    const { drains } = readAnswer(drainList, await ask(wire, "get", `/v1/drains?${ofTeam(environment)}`), wire.vendor);
    return drains
      .filter(({ name }) => names.has(name))
      .map((each) => toPresentDrain(readAnswer(drain, each, wire.vendor)));
  },
  create: async (wire, environment, body) => {
    await ask(wire, "post", `/v1/drains?${ofTeam(environment)}`, body);
    return undefined;
  },
  // https://vercel.com/docs/rest-api/drains/update-an-existing-drain has no `source`: who made a drain does not change.
  update: async (wire, environment, id, body) => {
    await ask(wire, "patch", `/v1/drains/${encodeURIComponent(id)}?${ofTeam(environment)}`, {
      ...body,
      source: undefined,
    });
  },
};

/** packages/api-types/types/api-v2.d.ts of supabase/supabase: `ListLogDrainsResponse_Output` */
const supabaseList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      attributes: z.object({
        name: z.string(),
        backend_type: z.string(),
        config: z.looseObject({
          url: z.string().optional(),
          http: z.string().optional(),
          gzip: z.boolean().optional(),
          region: z.string().optional(),
        }),
      }),
    }),
  ),
});

const toPresentLogDrain = ({
  id,
  attributes: { name, backend_type: backend, config },
}: z.output<typeof supabaseList>["data"][number]): PresentLink => ({
  id,
  name,
  facts: {
    backend,
    ...(config.url === undefined ? {} : { endpoint: config.url }),
    ...(config.http === undefined ? {} : { http: config.http }),
    ...(config.gzip === undefined ? {} : { gzip: String(config.gzip) }),
    ...(config.region === undefined ? {} : { region: config.region }),
  },
});

const logDrains = ({ identities }: Environment): string =>
  `/v2/projects/${identities.supabaseProject}/analytics/log-drains`;

const supabase: LinkVendor = {
  vendor: "Supabase",
  address: "https://api.supabase.com",
  variable: linkKeys.supabase,
  forbidden: "an organisation that is not let in makes its drains by hand (docs/bootstrap.md, section 4)",
  fromState: true,
  links: supabaseLinks,
  list: async (wire, environment, names) =>
    readAnswer(supabaseList, await ask(wire, "get", logDrains(environment)), wire.vendor)
      .data.map(toPresentLogDrain)
      .filter(({ name }) => names.has(name)),
  create: async (wire, environment, body) => {
    await ask(wire, "post", logDrains(environment), body);
    return undefined;
  },
  update: async (wire, environment, id, body) => {
    await ask(wire, "put", `${logDrains(environment)}/${encodeURIComponent(id)}`, body);
  },
};

export const linkVendorOf: Readonly<Record<LinkVendorName, LinkVendor>> = { vercel, supabase, stripe };
