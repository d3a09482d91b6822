import { z } from "zod";
import { linkKeys } from "../../infra/environment/keys";
import { destinations, sourceKeys, SOURCES } from "../../infra/integrations/stripe/destinations";
import type { Environment } from "../../monitors/model/environment";
import { CommandError } from "../shared/exit";
import type { PresentLink } from "./changes";
import { readAnswer, type LinkVendor } from "./vendor";
import { ask, type Wire } from "./wire";

/** https://docs.stripe.com/api/v2/core/event-destinations/object */
const destination = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  event_payload: z.string(),
  events_from: z.array(z.string()).nullish(),
  enabled_events: z.array(z.string()),
  amazon_eventbridge: z
    .object({
      aws_account_id: z.string().optional(),
      aws_event_source_arn: z.string(),
      aws_event_source_status: z.string(),
    })
    .nullish(),
});
type Found = z.output<typeof destination>;

const PATH = "/v2/core/event_destinations";

/** Stripe pages by an address of its own path: https://docs.stripe.com/api-v2-overview#list-pagination */
const page = z.object({ data: z.array(z.looseObject({ id: z.string() })), next_page_url: z.string().nullish() });
const MOST_PAGES = 50;

type Row = z.output<typeof page>["data"][number];

const listAll = async (wire: Wire): Promise<readonly Row[]> => {
  const found: Row[] = [];
  let path: string | undefined = `${PATH}?limit=100`;
  for (let turned = 0; path !== undefined && turned < MOST_PAGES; turned += 1) {
    const answer: z.output<typeof page> = readAnswer(page, await ask(wire, "get", path), wire.vendor);
    found.push(...answer.data);
    path = nextOf(answer);
  }
  return found;
};

/** Of the address its path alone: the key goes to no other host, whatever the answer says. */
const nextOf = ({ next_page_url: next }: z.output<typeof page>): string | undefined => {
  if (next === null || next === undefined) return undefined;
  const from = next.indexOf(`${PATH}?`);
  if (from < 0) throw new CommandError("vendor", "Stripe's next page is at another place than its list");
  return next.slice(from);
};

/** `arn:aws:events:eu-west-3::event-source/aws.partner/stripe.com/ed_…` */
const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

const toPresent = (found: Found, environment: Environment): readonly PresentLink[] => {
  const source = `${SOURCES}${found.id}`;
  // One that was made by hand has a name of its own.
  const ours = destinations(environment).find(
    ({ configured, link }) => configured === source || link.name === found.name,
  );
  if (ours === undefined) return [];
  const { amazon_eventbridge: bridge } = found;
  return [
    {
      id: found.id,
      name: ours.link.name,
      facts: {
        events: found.enabled_events.toSorted().join(" "),
        payload: found.event_payload,
        from: found.events_from?.join(" ") ?? "self",
        type: found.type,
        ...(bridge?.aws_account_id === undefined ? {} : { account: bridge.aws_account_id }),
        ...(bridge === null || bridge === undefined ? {} : { region: regionOf(bridge.aws_event_source_arn) }),
      },
      note: [
        `Stripe says: ${found.status}, its source ${bridge?.aws_event_source_status ?? "unknown"}`,
        ...(ours.configured === source ? [] : [toConfigure(environment, ours.from, source)]),
      ].join("; "),
    },
  ];
};

const toConfigure = ({ name }: Environment, from: keyof typeof sourceKeys, source: string): string =>
  `tell it: pulumi config set --stack ${name} --plaintext --path 'driplo-monitoring:${sourceKeys[from]}' '${source}'`;

const created = z.object({ id: z.string(), name: z.string() });

export const stripe: LinkVendor = {
  vendor: "Stripe",
  address: "https://api.stripe.com",
  variable: linkKeys.stripe,
  // It came with this version: https://docs.stripe.com/changelog/acacia/2024-10-28/event-destinations-api
  headers: { "stripe-version": "2024-10-28.acacia" },
  forbidden: "Workbench must be on in Stripe's developer settings",
  refuses: (token, { name }) => {
    const wanted = name === "prod" ? "live" : "test";
    // rk_live_…, sk_test_…: https://docs.stripe.com/keys
    return token.includes(`_${wanted}_`) ? undefined : `is no key of Stripe's ${wanted} mode, which ${name} is`;
  },
  fromState: false,
  links: (environment) => destinations(environment).map(({ link }) => link),
  list: async (wire, environment) => {
    const known = destinations(environment);
    const named = (each: { readonly id: string; readonly name?: unknown }) =>
      known.some(({ configured, link }) => configured === `${SOURCES}${each.id}` || link.name === each["name"]);
    return (await listAll(wire))
      .filter(named)
      .flatMap((each) => toPresent(readAnswer(destination, each, wire.vendor), environment));
  },
  create: async (wire, environment, body) => {
    const { id, name } = readAnswer(created, await ask(wire, "post", PATH, body), wire.vendor);
    const from = destinations(environment).find(({ link }) => link.name === name)?.from ?? "account";
    return toConfigure(environment, from, `${SOURCES}${id}`);
  },
  update: async (wire, _, id, body) => {
    const { name, enabled_events: events } = z.object({ name: z.unknown(), enabled_events: z.unknown() }).parse(body);
    await ask(wire, "post", `${PATH}/${encodeURIComponent(id)}`, { name, enabled_events: events });
  },
};
