import type { StackDeclaration } from "../../infra/vendors";
import { keyOf } from "../../monitors/declaration/declaration";
import type { Environment } from "../../monitors/model/environment";
import { policies } from "../../policies";
import { catalogue } from "../../monitors/catalogue";
import { committed, declareStack } from "../stack";
import { leaves } from "./declared-stack";

/**
 * Two stacks declare the same resources. What the configuration alone says is set alike first: identities are prod's in both, and Slack's
 * channels and the list stand under one name. What still differs is an exception below, or a fault.
 */

interface Exception {
  /** What it covers, as `<type> <name>`, and with ` <path>` where both stacks have the resource. */
  readonly of: RegExp;
  readonly why: string;
}

const exceptions: readonly Exception[] = [
  {
    of: /^datadog:index\/(statusPage\w*|incident\w+):\w+ [\w.-]+$/,
    why: "once per account: one status page, and the incidents' types, templates and rules of the organisation",
  },
  {
    of: /^datadog:index\/(logsIndex|logsIndexOrder|logsArchive|logsCustomPipeline):\w+ [\w.-]+$/,
    why: "once per account: log indexes and archives, and the pipeline of all Vercel's logs",
  },
  {
    of: /^(aws:(s3\/bucket\w*:\w+ logs|iam\/\w+:\w+ log-archive)|datadog:aws\/\w+:\w+ logs)$/,
    why: "once per account: the bucket of those archives, and Datadog's way into it",
  },
  {
    of: /^sentry:index\/(team|key|project(InboundDataFilter|Ownership|SpikeProtection)?):\w+ storefront[\w.-]*$/,
    why: "once per account: the team, and the project that holds the events of every environment",
  },
  {
    of: /^(sentry:index\/\w+|vercel:index\/projectEnvironmentVariable|datadog:aws\/integrationEventBridge):\w+ \S+ after\.\d+$/,
    why: "once per account: what a guest reads by its slug it need not wait for",
  },
  {
    of: /^pagerduty:index\/(user|userContactMethod|userNotificationRule):\w+ [\w.-]+$/,
    why: "recipients: people with phones, or a drill's user with e-mail alone",
  },
  {
    of: /^pagerduty:index\/schedule:Schedule rung-[34]\.[\w-]+$/,
    why: "recipients: a fixed rung has a schedule for each person on it",
  },
  {
    of: /^pagerduty:index\/schedule:Schedule rung-[12] args\.(name|layers\.0\.users\.\d+\.\w+)$/,
    why: "recipients: who takes turns, and whose schedule it is",
  },
  {
    of: /^pagerduty:index\/escalationPolicy:EscalationPolicy P[01] args\.rules\.[23]\.targets\.\d+\.(type|id\.\w+)$/,
    why: "recipients: the schedules of the fixed rungs",
  },
  {
    of: /^pagerduty:index\/service:Service \w+\.P[01] args\.incidentUrgencyRule\.urgency$/,
    why: "recipients: in dev nothing rings, every incident is of low urgency",
  },
  {
    of: /^pagerduty:index\/(escalationPolicy:EscalationPolicy P[01] args\.description|slackConnection:SlackConnection \w+\.P[01] args\.configs\.0\.urgency)$/,
    why: "recipients: what says that urgency, or listens for it",
  },
  {
    of: /^(aws:sns\/topicSubscription:TopicSubscription [\w.]+\.email|newrelic:index\/notificationChannel:NotificationChannel [\w.]+\.email)$/,
    why: "recipients: what prod mails to the list, dev says in Slack alone",
  },
  {
    of: /^(datadog:index\/monitorNotificationRule|datadog:index\/securityNotificationRule|grafana:alerting\/contactPoint|sentry:index\/alert|newrelic:index\/workflow):\w+ [\w.]+ args\.(recipients|targets|emails|actionFilters\.\d+\.actions|destinations)\.\d+.*$/,
    why: "recipients: what prod mails to the list, dev says in Slack alone",
  },
];

/** A configuration in which no environment's name stands, so that whatever differs comes of the code. */
const neutral = (value: unknown): unknown => {
  if (typeof value === "string") return value.replaceAll("prod", "shop");
  if (Array.isArray(value)) return value.map(neutral);
  if (typeof value !== "object" || value === null || value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, neutral(each)]));
};

const channelsOf = (word: string): Environment["slack"]["channels"] => {
  const channel = (priority: string) => ({ name: `${word}-${priority.toLowerCase()}`, id: `C0${word.toUpperCase()}` });
  return { P0: channel("P0"), P1: channel("P1"), P2: channel("P2"), P3: channel("P3") };
};

const owner: Environment = {
  ...(neutral(committed("prod")) as Environment),
  name: "prod",
  email: "list-loud@shop.test",
};
const loud: Environment = { ...owner, slack: { ...owner.slack, channels: channelsOf("loud") } };
const guest: Environment = {
  ...loud,
  name: "dev",
  ownsAccount: false,
  slack: { ...owner.slack, channels: channelsOf("calm") },
  email: "list-calm@shop.test",
  onCall: committed("dev").onCall,
};

/** Without the environment's name, and with its recipients under the names that both share. */
const alike = (text: string, name: string): string =>
  text
    .replaceAll(/(loud|calm)-p\d/g, "<channel>")
    .replaceAll(/C0(LOUD|CALM)/g, "<channel's id>")
    .replaceAll(/list-(loud|calm)@shop\.test/g, "<list>")
    .replaceAll(new RegExp(`\\b${name}\\b`, "g"), "<environment>");

type Resources = ReadonlyMap<string, ReadonlyMap<string, string>>;

const resourcesOf = (environment: Environment, rule = policies): Resources =>
  new Map(
    declareStack(catalogue, rule, environment).declarations.map(
      ({ args, after, protect, secretOutputs, watches, burns, ...declaration }: StackDeclaration) => [
        alike(keyOf(declaration), environment.name),
        new Map(
          leaves({ args, after, protect, secretOutputs, watches, burns }).map(
            ([path, value]) => [path, alike(value, environment.name)] as const,
          ),
        ),
      ],
    ),
  );

/** `<type> <name>` of what one of them has alone, and `<type> <name> <path>` of what both have and not alike. */
const differences = (one: Resources, other: Resources): readonly string[] => [
  ...[...one.keys()].filter((key) => !other.has(key)),
  ...[...other.keys()].filter((key) => !one.has(key)),
  ...[...one].flatMap(([key, here]) => {
    const there = other.get(key);
    if (there === undefined) return [];
    const paths = new Set([...here.keys(), ...there.keys()]);
    return [...paths].filter((path) => here.get(path) !== there.get(path)).map((path) => `${key} ${path}`);
  }),
];

const unexplained = (found: readonly string[]): readonly string[] =>
  found.filter((each) => !exceptions.some(({ of }) => of.test(each)));

describe("the same set-up everywhere", () => {
  const prod = resourcesOf(loud);
  const found = differences(resourcesOf(guest), prod);

  it("differs in identities, recipients and what exists once per account, and in nothing else", () => {
    expect(unexplained(found)).toEqual([]);
    expect(prod.size).toBeGreaterThan(700);
  });

  it.each(exceptions)("has a use for the exception $of: $why", ({ of, why }) => {
    expect(found.filter((each) => of.test(each)).length).toBeGreaterThan(0);
    expect(why).toMatch(/^(once per account|recipients): /);
  });

  it("names what differs once: no two exceptions cover the same", () => {
    const covered = found.map((each) => [each, exceptions.filter(({ of }) => of.test(each)).length] as const);
    expect(covered.filter(([, times]) => times !== 1)).toEqual([]);
  });

  it("holds of the committed dev too, resource by resource", () => {
    const names = (environment: Environment): ReadonlySet<string> =>
      new Set(declareStack(catalogue, policies, environment).declarations.map(keyOf));
    const [here, there] = [names(committed("dev")), names(committed("prod"))];
    const alone = [...here, ...there].filter((key) => !here.has(key) || !there.has(key));
    const channel = /^(datadog:slack\/channel:Channel|aws:chatbot\/slackChannelConfiguration:\w+) /;
    expect(unexplained(alone).filter((key) => !channel.test(key))).toEqual([]);
  });

  it("could fail: a ladder of dev's own is seen", () => {
    const short = { ...policies.routes.dev, P0: policies.routes.dev.P2 };
    const routes = { ...policies.routes, dev: short };
    const other = unexplained(differences(resourcesOf(guest, { ...policies, routes }), prod));
    expect(other).toContain("pagerduty:index/escalationPolicy:EscalationPolicy P0 args.numLoops");
    expect(other).toContain(
      "pagerduty:index/escalationPolicy:EscalationPolicy P0 args.rules.0.escalationDelayInMinutes",
    );
    expect(other).toContain("pagerduty:index/slackConnection:SlackConnection api.P0");
  });

  it("could fail: a dev that pages nobody is seen", () => {
    const { P3 } = policies.routes.dev;
    const routes = { ...policies.routes, dev: { P0: P3, P1: P3, P2: P3, P3 } };
    const other = unexplained(differences(resourcesOf(guest, { ...policies, routes }), prod));
    expect(other).toContain("pagerduty:index/service:Service api.P0");
    expect(other).toContain("aws:sns/topic:Topic P0.global");
  });

  it("could fail: a vendor that dev alone does without is seen", () => {
    const off = { ...guest, switchedOff: { newrelic: "the account has one environment" } };
    expect(unexplained(differences(resourcesOf(off), prod))).toContain(
      "newrelic:index/nrqlAlertCondition:NrqlAlertCondition api.error_rate.critical",
    );
  });
});
