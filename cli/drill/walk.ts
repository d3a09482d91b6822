import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { pagingChannels, rings, type Route } from "../../monitors/model/route";
import { boundedFetch } from "../shared/bounded-fetch";
import { failure, LARGEST_ANSWER, oneLine, type Sent, type Wire } from "./send";

/**
 * Climbs a ladder that rings nobody, rung by rung. PagerDuty neither moves an incident of low urgency up its policy nor lets anybody
 * escalate it (https://support.pagerduty.com/main/docs/configurable-service-settings), so the drill raises the urgency of its own
 * incident first. Fields: https://github.com/PagerDuty/api-schema reference/REST/openapiv3.json, `updateIncident`.
 */

/** The environment variable with the REST API key. Its value is never printed. */
export const TOKEN = "DRIPLO_DRILL_PAGERDUTY_TOKEN";

export interface Rung {
  /** The policy's rule, from 1. */
  readonly rung: number;
  /** Display names of the schedules of the rule. */
  readonly schedules: readonly string[];
  /** Whom the incident was assigned to on this rung. */
  readonly assigned: readonly string[];
}

export interface Walk extends Pick<Sent, "accepted" | "status" | "said"> {
  /** Those that were reached. */
  readonly rungs: readonly Rung[];
}

/** How many rungs a drill climbs by itself: none where a phone would ring, or where PagerDuty climbs. */
export const rungsToWalk = (route: Route): number => {
  if (!route.pages || rings(route) || route.urgency !== "low") return 0;
  const paged = route.steps.filter(({ channels }) => channels.some((channel) => pagingChannels.has(channel)));
  return paged.length > 1 ? paged.length : 0;
};

export interface Api extends Pick<Wire, "timeout"> {
  readonly host: string;
  readonly token: string;
  /** E-mail address of a user of the account: PagerDuty wants to know who changes an incident. */
  readonly from: string;
}

/** @param key of the incident that the drill has opened @param rungs that the plan's ladder has */
export const walkLadder = async (key: string, rungs: number, api: Api): Promise<Walk> => {
  const reached: Rung[] = [];
  try {
    const { id, escalation_policy: policy, assignments } = await findIncident(key, api);
    const { escalation_policy: found } = await ask(api, "get", `escalation_policies/${policy.id}`, policyAnswer);
    const schedules = found.escalation_rules.map(({ targets }) => targets.map(({ summary }) => oneLine(summary)));
    if (schedules.length !== rungs)
      throw new Stopped(
        `policy ${oneLine(found.name)} has ${schedules.length} rules, and the plan ${rungs} rungs`,
        200,
      );
    reached.push(rungOf(1, schedules, assignments));
    await change(id, { urgency: "high" }, api);
    for (let rung = 2; rung <= rungs; rung += 1)
      reached.push(rungOf(rung, schedules, await change(id, { escalation_level: rung }, api)));
    await change(id, { status: "resolved" }, api);
    return { accepted: true, status: 200, said: `all ${rungs} rungs, and resolved`, rungs: reached };
  } catch (error) {
    const { status, said } =
      error instanceof Stopped ? { status: error.status, said: error.message } : failure(error, api);
    const stopped = `stopped after ${reached.length} of ${rungs} rungs: ${said.replaceAll(api.token, "…")}`;
    return { accepted: false, said: stopped, rungs: reached, ...(status === undefined ? {} : { status }) };
  }
};

/** What PagerDuty itself said is wrong, or what it has that the plan has not. */
class Stopped extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const reference = z.object({ id: z.string().regex(/^\w+$/), summary: z.string() });
const incident = z.object({
  id: reference.shape.id,
  escalation_policy: reference,
  assignments: z.array(z.object({ assignee: reference })),
});
const incidentAnswer = z.object({ incident });
const incidentsAnswer = z.object({ incidents: z.array(incident) });
const policyAnswer = z.object({
  escalation_policy: z.object({
    name: z.string(),
    escalation_rules: z.array(z.object({ targets: z.array(z.object({ summary: z.string() })) })),
  }),
});
const refusal = z.object({
  error: z.object({ message: z.string(), errors: z.array(z.string()).optional() }),
});

type Incident = z.infer<typeof incident>;

const rungOf = (
  rung: number,
  schedules: readonly (readonly string[])[],
  assignments: Incident["assignments"],
): Rung => {
  const assigned = assignments.map(({ assignee }) => oneLine(assignee.summary));
  if (assigned.length === 0) throw new Stopped(`rung ${rung} is assigned to nobody`, 200);
  return { rung, schedules: schedules[rung - 1] ?? [], assigned };
};

/** The events API answers before the incident is there. */
const LOOKS = 15;
const BETWEEN_LOOKS_MS = 1_000;

const findIncident = async (key: string, api: Api): Promise<Incident> => {
  const query = new URLSearchParams([
    ["incident_key", key],
    ["statuses[]", "triggered"],
  ]);
  for (let look = 1; look <= LOOKS; look += 1) {
    const [found] = (await ask(api, "get", `incidents?${query.toString()}`, incidentsAnswer)).incidents;
    if (found !== undefined) return found;
    if (look < LOOKS) await pause(BETWEEN_LOOKS_MS);
  }
  throw new Stopped("no incident has the drill's key: is the integration's key another service's?", 200);
};

const change = async (id: string, values: object, api: Api): Promise<Incident["assignments"]> => {
  const body = { incident: { type: "incident_reference", ...values } };
  return (await ask(api, "put", `incidents/${id}`, incidentAnswer, body)).incident.assignments;
};

/** PagerDuty's answers to try again on: 429 and 5xx, as of its events. Each of these requests may be repeated. */
const retry = { limit: 2, methods: ["get", "put"], maxRetryAfter: 60_000, retryOnTimeout: true };

const ask = async <T>(
  { host, token, from, timeout }: Api,
  method: "get" | "put",
  path: string,
  schema: z.ZodType<T>,
  json?: object,
): Promise<T> => {
  const { default: ky } = await import("ky");
  const answer = await ky(`${host}/${path}`, {
    method,
    ...(json === undefined ? {} : { json }),
    headers: { authorization: `Token token=${token}`, from, accept: "application/vnd.pagerduty+json;version=2" },
    fetch: boundedFetch(LARGEST_ANSWER),
    retry,
    timeout,
    // Nobody else gets the key.
    redirect: "error",
    throwHttpErrors: (status) => status === 429 || status >= 500,
  });
  const value: unknown = await answer.json().catch(() => undefined);
  const read = schema.safeParse(value);
  if (answer.ok && read.success) return read.data;
  const { message, errors = [] } = refusal.safeParse(value).data?.error ?? {
    message: answer.ok ? "an answer in another form than PagerDuty's" : "refused",
  };
  throw new Stopped(oneLine([message, ...errors].join("; ")), answer.status);
};
