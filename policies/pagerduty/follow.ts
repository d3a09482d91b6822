import type { Reference } from "../../monitors/model/late";
import { brokenIn, referenceOf, referredIn, targetOf, textOf } from "../../monitors/plan/following";
import { broken, type Refusal } from "../../monitors/plan/refusal";
import type { PagerDutyDeclaration } from "./declaration";
import { checkLadder, startsOf } from "./ladder";
import { groupBy } from "../../monitors/model/group-by";

/** One ring: when, by what, who. `app` is PagerDuty's own e-mail and push. */
export interface Page {
  /** Since the incident opened. */
  readonly afterSeconds: number;
  readonly channel: "phone" | "sms" | "app";
  /** "rung 1: development team, one of engineer-1, engineer-2" */
  readonly who: string;
  readonly via: readonly string[];
  readonly byHand?: string;
}

/** What happens at PagerDuty once a key has opened an incident. */
export interface Incident {
  /** Logical name of the service; undefined where the key leads to none. */
  readonly service: string | undefined;
  readonly urgency: Urgency | undefined;
  /** The policy, and how many rules it has; undefined where the key leads to none. */
  readonly ladder: { readonly policy: string; readonly rules: number } | undefined;
  /** The service folds alerts that come close together into one incident, whatever integration they came by. */
  readonly groupsByTime: boolean;
  /** The link to the service; each page has the rest. */
  readonly via: readonly string[];
  readonly pages: readonly Page[];
  readonly broken: readonly Refusal[];
}

type Urgency = "high" | "low";

/** Key → integration → service → escalation policy → schedules → users → contact methods; each key followed once. */
export const followKeys = (declarations: readonly PagerDutyDeclaration[]): ((key: Reference) => Incident) => {
  const account = accountOf(declarations);
  const known = new Map<string, Incident>();
  return (key) => {
    const incident = known.get(key.name) ?? followKey(account, key);
    known.set(key.name, incident);
    return incident;
  };
};

type Of<T extends PagerDutyDeclaration["type"]> = Extract<PagerDutyDeclaration, { type: T }>;

interface Account {
  readonly find: <T extends PagerDutyDeclaration["type"]>(type: T, value: unknown) => Of<T> | undefined;
  /** The notification rules of each user, by the user's key. */
  readonly rules: ReadonlyMap<string, readonly Of<"pagerduty:index/userNotificationRule:UserNotificationRule">[]>;
  /** A policy serves hundreds of services, and is followed once for each urgency. */
  readonly policy: (policy: Policy, urgency: Urgency) => Found;
}

type People = Pick<Account, "find" | "rules">;

const isOf =
  <T extends PagerDutyDeclaration["type"]>(type: T) =>
  (each: PagerDutyDeclaration): each is Of<T> =>
    each.type === type;

const accountOf = (declarations: readonly PagerDutyDeclaration[]): Account => {
  const declaredAs = referredIn(declarations);
  const people: People = {
    find: (type, value) => {
      const found = declaredAs(value);
      return found !== undefined && isOf(type)(found) ? found : undefined;
    },
    rules: groupBy(
      declarations.filter(isOf("pagerduty:index/userNotificationRule:UserNotificationRule")),
      ({ args: { userId } }) => targetIn(userId),
    ),
  };
  const known = new Map<string, Found>();
  return {
    ...people,
    policy: (policy, urgency) => {
      const key = `${policy.name} ${urgency}`;
      const found = known.get(key) ?? followPolicy(people, policy, urgency);
      known.set(key, found);
      return found;
    },
  };
};

const targetIn = (value: unknown): string => {
  const reference = referenceOf(value);
  return reference === undefined ? "" : targetOf(reference);
};

const brokenHere = brokenIn("policies/pagerduty/render.ts");
const ROTATION = "add roles to that rung's rotation in the stack's configuration";
const READ_BY_ID = "the schedule is another stack's; who is on it, and how they are reached, PagerDuty knows";
const APP_BY_HAND = "the person has accepted PagerDuty's invitation (e-mail), and signed in to its app (push)";

const followKey = (account: Account, key: Reference): Incident => {
  const integration = account.find("pagerduty:index/serviceIntegration:ServiceIntegration", key);
  const service = account.find("pagerduty:index/service:Service", integration?.args.service);
  const policy = account.find("pagerduty:index/escalationPolicy:EscalationPolicy", service?.args.escalationPolicy);
  if (service === undefined || policy === undefined)
    return {
      service: service?.name,
      urgency: undefined,
      ladder: undefined,
      groupsByTime: false,
      via: [],
      pages: [],
      broken: [brokenHere(`PagerDuty's integration ${key.name} leads to no service with a policy`)],
    };
  const urgency = textOf(service.args.incidentUrgencyRule?.urgency) === "low" ? "low" : "high";
  const found = account.policy(policy, urgency);
  return {
    service: service.name,
    urgency,
    ladder: { policy: policy.name, rules: policy.args.rules.length },
    via: [`PagerDuty service ${service.name}`],
    groupsByTime: textOf(service.args.alertGroupingParameters?.type) === "time",
    pages: found.pages,
    broken: [...found.broken, ...checkLadder(policy, schedulesOf(account, policy))],
  };
};

interface Found {
  readonly pages: readonly Page[];
  readonly broken: readonly Refusal[];
}

type Policy = Of<"pagerduty:index/escalationPolicy:EscalationPolicy">;

const followPolicy = (account: People, policy: Policy, urgency: Urgency): Found => {
  const via = [`policy ${policy.name}`];
  const starts = startsOf(policy);
  const found = policy.args.rules.flatMap(({ targets }, index): readonly Found[] => {
    const rule = `rule ${index + 1}`;
    return targets.length === 0
      ? [lost(`${rule} of policy ${policy.name} has nobody in it`, "a rung of the ladder has a person in it", ROTATION)]
      : targets.map(({ id }) =>
          followSchedule(account, id, { urgency, afterSeconds: starts[index] ?? 0, via: [...via, rule] }),
        );
  });
  return {
    // PagerDuty never escalates an incident of low urgency: only the first rule tells.
    pages: found.flatMap(({ pages }) => pages).filter(({ afterSeconds }) => urgency === "high" || afterSeconds === 0),
    broken: found.flatMap((each) => each.broken),
  };
};

const lost = (...fault: Parameters<typeof broken>): Found => ({ pages: [], broken: [broken(...fault)] });

const schedulesOf = ({ find }: People, { args: { rules } }: Policy) =>
  rules.flatMap(({ targets }) => targets.flatMap(({ id }) => find("pagerduty:index/schedule:Schedule", id) ?? []));

interface Turn {
  readonly urgency: Urgency;
  readonly afterSeconds: number;
  readonly via: readonly string[];
}

const followSchedule = (account: People, target: unknown, { urgency, afterSeconds, via }: Turn): Found => {
  if (typeof target === "string") {
    const page = { afterSeconds, channel: "app", who: `whoever is on schedule ${target}`, via } as const;
    return { pages: [{ ...page, byHand: READ_BY_ID }], broken: [] };
  }
  const schedule = account.find("pagerduty:index/schedule:Schedule", target);
  if (schedule === undefined) return { pages: [], broken: [brokenHere(`${via.join(" → ")} leads to no schedule`)] };
  const users = schedule.args.layers.flatMap((layer) => layer.users);
  if (users.length === 0)
    return lost(`nobody is on schedule ${schedule.name}`, "a page has a person behind it", ROTATION);
  const who = `${textOf(schedule.args.name).replace(/^Driplo /, "")}: ${wordUsers(users)}`;
  const way = [...via, `schedule ${schedule.name}`];
  const rings = new Map(
    users.flatMap((user) => ringsOf(account, user, urgency)).map((ring) => [JSON.stringify(ring), ring]),
  );
  return {
    pages: [
      ...[...rings.values()].map(({ channel, delaySeconds }) => ({
        afterSeconds: afterSeconds + delaySeconds,
        channel,
        who,
        via: way,
      })),
      { afterSeconds, channel: "app", who, via: way, byHand: APP_BY_HAND },
    ],
    broken: urgency === "high" ? users.flatMap((user) => checkPhone(account, user, schedule.name)) : [],
  };
};

const roleOf = (user: unknown): string => referenceOf(user)?.name ?? String(user);

const wordUsers = (users: readonly unknown[]): string => {
  const roles = [...new Set(users.map(roleOf))];
  return roles.length === 1 ? (roles[0] ?? "") : `one of ${roles.join(", ")}`;
};

interface Ring {
  readonly channel: "phone" | "sms";
  readonly delaySeconds: number;
}

const channels: Readonly<Record<string, Ring["channel"]>> = {
  phone_contact_method: "phone",
  sms_contact_method: "sms",
};

/** How a user is rung at an urgency, by the notification rules and the contact methods these name. */
const ringsOf = ({ rules, find }: People, user: unknown, urgency: Urgency): readonly Ring[] =>
  (rules.get(targetIn(user)) ?? [])
    .filter(({ args }) => args.urgency === urgency)
    .flatMap(({ args: { contactMethod, startDelayInMinutes } }) => {
      const method = find("pagerduty:index/userContactMethod:UserContactMethod", contactMethod["id"]);
      const channel = channels[textOf(method?.args.type)];
      return channel === undefined ? [] : [{ channel, delaySeconds: 60 * Number(startDelayInMinutes) }];
    });

const checkPhone = (account: People, user: unknown, schedule: string): readonly Refusal[] =>
  ringsOf(account, user, "high").length > 0
    ? []
    : [
        broken(
          `${roleOf(user)} of schedule ${schedule} has no phone that rings`,
          "whoever is paged at night is phoned",
          `set people.${roleOf(user)}.phone in the stack's configuration (docs/bootstrap.md)`,
        ),
      ];
