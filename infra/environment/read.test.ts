import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { readConfiguration } from "./read";
import type { ConfigurationForm } from "./secrets";
import { edit, validConfiguration, type Values } from "../../testing/configuration";

const file = validConfiguration("file");

const read = (values: Values, form: ConfigurationForm = "file") => readConfiguration("prod", values, form);

/** The file with one value set, and what is said of it. */
const faultsOf = (path: string, value: unknown): readonly Diagnostic[] => read(edit(file, path, value)).diagnostics;

const SCHEMA = "every key of docs/configuration.md that is not optional, no other, and secrets encrypted";
const SECRET = "must be a secret, and is missing or stands here in clear";
const CLEAR = "hunter2-secret";

describe("a configuration that cannot be read as a whole", () => {
  it("still says who is on call, so that an empty rung is found in the same run", () => {
    const broken = edit(edit(file, "email", "nobody"), "rotations.1", []);
    expect(read(broken)).toMatchObject({
      environment: undefined,
      onCall: { declaredHere: true, rotations: { 1: [] } },
    });
  });

  it("says nothing of on-call where that is what is wrong", () => {
    expect(read(edit(file, "people", "nobody")).onCall).toBeUndefined();
  });
});

describe("a configuration without a fault", () => {
  it.each(["file", "program"] as const)("is read from the %s", (form) => {
    const { environment, diagnostics } = read(validConfiguration(form), form);
    expect(diagnostics).toEqual([]);
    expect(environment).toMatchObject({
      name: "prod",
      ownsAccount: true,
      identities: { apiHost: "api.shop.test", workerGroup: "prod-workers" },
      aws: {
        region: "eu-west-3",
        accountId: "111111111111",
        shieldAdvanced: true,
        trailBucket: "prod-trail",
        trustedPrincipals: { identity: ["arn:aws:iam::111111111111:role/deploy"] },
      },
      slack: { channels: { P3: { name: "trends", id: "C3" } } },
      onCall: { declaredHere: true, rotations: { 1: ["ann"], 4: ["dia"] } },
      switchedOff: {},
    });
  });

  it("is the same from both, for no secret's value is kept", () => {
    const program = read(validConfiguration("program"), "program").environment;
    expect(program).toEqual(read(file).environment);
    expect(JSON.stringify(program)).not.toMatch(
      /grafana-token|slack-token|scrape-token|supabase-key|abcdefghijkl|Name of ann|ann@shop|600000000|v1:/,
    );
  });

  it("keeps a person's secrets by their path", () => {
    const { environment } = read(file);
    expect(environment?.onCall).toMatchObject({
      people: {
        ann: {
          name: { late: "secret", path: ["people", "ann", "name"] },
          email: { late: "secret", path: ["people", "ann", "email"] },
          phone: { countryCode: 33, number: { late: "secret", path: ["people", "ann", "phone", "number"] } },
        },
      },
    });
  });

  it("reads the schedules of another stack's account, and does without PagerDuty", () => {
    const dev = ["people", "rotations", "pagerduty"].reduce((values, key) => edit(values, key, undefined), file);
    const schedules = { 1: ["S1"], 2: ["S2"], 3: ["S3"], 4: ["S4"] };
    const { environment, diagnostics } = read({ ...dev, ownsAccount: "false", schedules });
    expect(diagnostics).toEqual([]);
    expect(environment).toMatchObject({ ownsAccount: false, onCall: { declaredHere: false, schedules } });
    expect(environment?.pagerduty).toBeUndefined();
  });

  it("knows why a vendor is off", () => {
    const { environment, diagnostics } = read(edit(file, "switchedOff.datadog", "the trial is over"));
    expect(diagnostics).toEqual([]);
    expect(environment?.switchedOff).toEqual({ datadog: "the trial is over" });
  });
});

/** Path, value, what is said, and where when that is not the path itself. */
const faults: readonly (readonly [string, string, unknown, string, string?])[] = [
  ["a missing key", "aws.region", undefined, "is missing"],
  ["nothing said of Shield Advanced", "aws.shieldAdvanced", undefined, "must be true or false"],
  ["Shield Advanced by a word", "aws.shieldAdvanced", "standard", "must be true or false"],
  ["no deployment named", "aws.vercel", undefined, "is missing"],
  ["a team by its id", "aws.vercel.team", "team_0123", "must be the team's slug, as in Vercel's addresses: driplo"],
  ["every project", "aws.vercel.project", "*", "must be the project's name at Vercel: api"],
  ["every environment", "aws.vercel.environment", "*", "must be an environment of Vercel's: production or preview"],
  [
    "a provider by a word",
    "aws.vercel.provider",
    "true",
    "must be declared, or existing where the account has it already",
  ],
  ["no bucket of the trail", "aws.trailBucket", undefined, "is missing"],
  [
    "an application key for the client token",
    "datadog.clientToken",
    "0123456789abcdef0123456789abcdef",
    "must be a client token of Datadog's: pub and 32 digits or a to f",
  ],
  [
    "a project of Vercel's by its name",
    "vercel.projects.api",
    "api",
    "must be the id of a project of Vercel's: prj_0123",
  ],
  [
    "one project for both",
    "vercel.projects.storefront",
    "prj_prodApi",
    "must be another project than api: a line's service is told by its project",
  ],
  [
    "a drain without https",
    "elastic.drain.url",
    "http://logs.shop.test",
    "must be an address that begins with https://, without a password in it",
  ],
  [
    "a drain with a password in its address",
    "elastic.drain.url",
    "https://me:word@logs.shop.test",
    "must be an address that begins with https://, without a password in it",
  ],
  [
    "a variable that nothing reads",
    "vercel.optional.PUBLIC_HOTJAR",
    "1",
    "unknown key: PUBLIC_HOTJAR",
    "vercel.optional",
  ],
  [
    "a sample of more than all",
    "vercel.optional.PUBLIC_VITALS_SAMPLE_PERCENT",
    "101",
    'must be a whole number of percent, in quotes: "10"',
  ],
  ["nobody trusted with identities", "aws.trustedPrincipals.identity", undefined, "is missing"],
  [
    "a session for its role",
    "aws.trustedPrincipals.secrets",
    ["arn:aws:sts::111111111111:assumed-role/deploy/session"],
    "must be the ARN of a role or user: arn:aws:iam::123456789012:role/deploy",
    "aws.trustedPrincipals.secrets.0",
  ],
  [
    "root on the list",
    "aws.trustedPrincipals.identity",
    ["arn:aws:iam::111111111111:role/deploy", "arn:aws:iam::111111111111:root"],
    "must be the ARN of a role or user: arn:aws:iam::123456789012:role/deploy",
    "aws.trustedPrincipals.identity.1",
  ],
  [
    "a web ACL by its ARN",
    "identities.webAcl",
    "arn:aws:wafv2:us-east-1:111111111111:global/webacl/cdn/1",
    "must be the metric name of the web ACL: letters, digits, - and _",
  ],
  ["no source of Stripe's events", "stripe", undefined, "is missing"],
  [
    "Stripe's destination for its source",
    "stripe.eventSource",
    "ed_0123",
    "must be the name of Stripe's partner event source: aws.partner/stripe.com/ed_0123",
  ],
  [
    "another partner's source",
    "stripe.connectEventSource",
    "aws.partner/datadog.com/driplo",
    "must be the name of Stripe's partner event source: aws.partner/stripe.com/ed_0123",
  ],
  [
    "one source for both",
    "stripe.connectEventSource",
    "aws.partner/stripe.com/ed_prod0own",
    "must be another source than eventSource: Stripe has a destination for each",
  ],
  ["no Grafana", "grafana", undefined, "is missing"],
  [
    "a project by its name",
    "identities.supabaseProject",
    "driplo",
    "must be the reference of the Supabase project: 20 small letters",
  ],
  [
    "a project of 21 letters",
    "identities.supabaseProject",
    "a".repeat(21),
    "must be the reference of the Supabase project: 20 small letters",
  ],
  [
    "a data source by its name",
    "grafana.datasourceUid",
    "My Prometheus",
    "must be the uid of Grafana's Prometheus data source",
  ],
  [
    "a uid of 41 characters",
    "grafana.datasourceUid",
    "u".repeat(41),
    "must be the uid of Grafana's Prometheus data source",
  ],
  [
    "a Grafana without scheme",
    "grafana.url",
    "driplo.grafana.net",
    "must be the address of Grafana: https://driplo.grafana.net",
  ],
  [
    "a stack by its name",
    "grafana.scrape.stackId",
    "driplo",
    "must be the digits of the Grafana Cloud stack, in quotes",
  ],
  [
    "a database without its port",
    "grafana.postgres.address",
    "db.driplo.com",
    "must be the host and port of the database: db.driplo.com:5432",
  ],
  [
    "a database by an address of the web",
    "grafana.postgres.address",
    "https://db.driplo.com:5432",
    "must be the host and port of the database: db.driplo.com:5432",
  ],
  [
    "a reading role with a blank",
    "grafana.postgres.user",
    "driplo monitoring",
    "must be the role that reads business numbers: driplo_monitoring",
  ],
  [
    "a site that is not Datadog's, which would be sent its keys",
    "datadog.site",
    "datadoghq.eu.evil.test",
    "must be a site of Datadog's: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com",
  ],
  ["a missing object", "datadog", undefined, "is missing"],
  ["a missing channel", "slack.channels.P2", undefined, "is missing"],
  ["a misspelt key", "aws.regoin", "eu-west-3", "unknown key: regoin", "aws"],
  ["a wrong type", "rotations.1", "ann", "must be a list"],
  [
    "an account id that YAML read as a number",
    "aws.accountId",
    111111111111,
    "must be text (in quotes, if it is all digits)",
  ],
  ["an account id of too few digits", "aws.accountId", "1234", "must be the 12 digits of the account, in quotes"],
  ["a region that is none", "aws.region", "Paris", "must be an AWS region: eu-west-3"],
  [
    "a host with a scheme",
    "identities.apiHost",
    "https://api.shop.test",
    "must be a host name without scheme or path: api.driplo.com",
  ],
  ["an application id that is none", "identities.rumApplication", "rum", "must be the RUM application's id, a UUID"],
  ["a channel with its #", "slack.channels.P0.name", "#urgent", "must be the channel's name without #"],
  ["a channel by name for its id", "slack.channels.P0.id", "urgent", "must be Slack's id of the channel: C0123ABCD"],
  ["neither true nor false", "ownsAccount", "maybe", "must be true or false"],
  ["a region of PagerDuty's that is none", "pagerduty.serviceRegion", "fr", "must be one of us, eu"],
  [
    "a role with a blank",
    "rotations.1",
    ["Engineer One"],
    "must be a role key in small letters: engineer-1",
    "rotations.1.0",
  ],
  ["a fifth rung", "rotations.5", ["ann"], "unknown key: 5", "rotations"],
  ["a vendor off for hardly a reason", "switchedOff.datadog", "no", "must say why, in a few words"],
  ["a vendor off by true", "switchedOff.datadog", true, "must be text (in quotes, if it is all digits)"],
  ["an unknown vendor off", "switchedOff.datadgo", "the trial is over", "unknown key: datadgo", "switchedOff"],
];

const located = faults.map(
  ([fault, path, value, what, where = path]) => [fault, { path, value, what, where }] as const,
);

describe("a configuration with one fault", () => {
  it.each(located)("%s: one diagnostic, with the key's path", (_fault, { path, value, what, where }) => {
    expect(faultsOf(path, value)).toEqual([
      {
        severity: "error",
        where: `Pulumi.prod.yaml, ${where}`,
        what,
        rule: SCHEMA,
        remedy: `mend driplo-monitoring:${where} in Pulumi.prod.yaml`,
      },
    ]);
    expect(read(edit(file, path, value)).environment).toBeUndefined();
  });

  it("a misspelt key at the top: all that are known are listed", () => {
    expect(faultsOf("emial", "alerts@shop.test")).toEqual([
      {
        severity: "error",
        where: "Pulumi.prod.yaml",
        what: "unknown key: emial",
        rule: expect.stringMatching(/^the keys are ownsAccount, .*\bemail\b/) as string,
        remedy: "mend the key in Pulumi.prod.yaml",
      },
    ]);
  });

  it.each([
    "grafana.slackToken",
    "grafana.push.token",
    "elastic.drain.password",
    "vercel.accountHashKey",
    "grafana.scrape.supabaseKey",
    "grafana.postgres.password",
    "people.ann.name",
    "people.ann.phone.number",
  ])("%s in clear, or missing: how to set it, and to replace it", (path) => {
    const expected = {
      severity: "error",
      where: `Pulumi.prod.yaml, ${path}`,
      what: SECRET,
      rule: SCHEMA,
      remedy: `pulumi config set --stack prod --secret --path 'driplo-monitoring:${path}', and a new secret if this one was in clear`,
    };
    expect(faultsOf(path, CLEAR)).toEqual([expected]);
    expect(faultsOf(path, undefined)).toEqual([expected]);
  });

  // Whoever may preview can decrypt this file: the keys stand in the job's environment alone (infra/environment/keys.ts).
  it.each([
    ["datadog", "apiKey"],
    ["datadog", "appKey"],
    ["grafana", "auth"],
    ["grafana.scrape", "apiToken"],
    ["vercel", "apiToken"],
    ["newrelic", "apiKey"],
    ["sentry", "token"],
    ["elastic", "apiKey"],
    ["pagerduty", "token"],
    ["pagerduty", "userToken"],
  ])("%s with a key of %s's, encrypted or not", (block, key) => {
    const values = edit(file, "newrelic", { accountId: "1234567", region: "EU" });
    for (const value of [CLEAR, { secure: "v1:abc:def" }]) {
      const { environment, diagnostics } = read(edit(values, `${block}.${key}`, value));
      expect(environment).toBeUndefined();
      expect(diagnostics.map(({ where, what }) => `${where}: ${what}`)).toEqual([
        `Pulumi.prod.yaml, ${block}: unknown key: ${key}`,
      ]);
    }
  });

  it("a rotation that names nobody of people", () => {
    expect(faultsOf("rotations.2", ["ben", "zoe"])).toEqual([
      {
        severity: "error",
        where: "Pulumi.prod.yaml, rotations.2",
        what: "zoe is on a rotation and is no key of people",
        rule: "a rotation lists role keys of people",
        remedy: "add people.zoe, or take zoe off rotations.2",
      },
    ]);
  });

  const OWNER = "exactly one stack declares PagerDuty's users and schedules: the one with ownsAccount: true";

  it("an owner of the account without rotations", () => {
    expect(faultsOf("rotations", undefined)).toEqual([
      {
        severity: "error",
        where: "Pulumi.prod.yaml, ownsAccount",
        what: "people or rotations are missing",
        rule: OWNER,
        remedy: "add people and rotations",
      },
    ]);
  });

  it("an owner of the account without people: that, and everyone on a rotation", () => {
    expect(faultsOf("people", undefined).map(({ where, what }) => [where, what])).toEqual([
      ["Pulumi.prod.yaml, rotations.1", "ann is on a rotation and is no key of people"],
      ["Pulumi.prod.yaml, rotations.2", "ben is on a rotation and is no key of people"],
      ["Pulumi.prod.yaml, rotations.3", "cem is on a rotation and is no key of people"],
      ["Pulumi.prod.yaml, rotations.4", "dia is on a rotation and is no key of people"],
      ["Pulumi.prod.yaml, ownsAccount", "people or rotations are missing"],
    ]);
  });

  it("people in a stack that owns no account", () => {
    expect(faultsOf("ownsAccount", "false")).toEqual([
      {
        severity: "error",
        where: "Pulumi.prod.yaml, ownsAccount",
        what: "people or rotations stand in a stack that owns no account",
        rule: OWNER,
        remedy: "take people and rotations out, and name schedules by id",
      },
    ]);
  });
});

describe("a configuration with several faults", () => {
  it("has all of them said in one run, those of people too", () => {
    const several = [
      ["aws.accountId", "1"],
      ["grafana.slackToken", CLEAR],
      ["email", undefined],
      ["identities.apiHost", "nowhere"],
      ["rotations.2", ["zoe"]],
      ["slack.channels.P9", {}],
      ["switchedOff.cloudwatch", "no"],
    ] as const;
    const values = several.reduce<Values>((before, [path, value]) => edit(before, path, value), file);
    const { environment, diagnostics } = read(values);
    expect(environment).toBeUndefined();
    expect(diagnostics.map(({ where }) => where.replace("Pulumi.prod.yaml, ", "")).toSorted()).toEqual([
      "aws.accountId",
      "email",
      "grafana.slackToken",
      "identities.apiHost",
      "rotations.2",
      "slack.channels",
      "switchedOff.cloudwatch",
    ]);
  });
});

/** Each address, one that it may be, and what else stands in none of them. */
const addresses = [
  ["grafana.url", "https://shop.grafana.net"],
  ["grafana.scrape.apiUrl", "https://connections-api.grafana.net"],
  ["grafana.push.url", "https://influx.grafana.net/api/v1/push/influx/write"],
  ["sentry.checkIns", "https://o1.ingest.de.sentry.io/api/2/cron/___MONITOR_SLUG___/abc/"],
  ["sentry.baseUrl", "https://de.sentry.io/api/"],
  ["elastic.elasticsearch", "https://shop.es.test:9243"],
  ["elastic.kibana", "https://shop.kb.test"],
  ["elastic.drain.url", "https://logs.shop.test/drain"],
  ["vercel.optional.PUBLIC_SENTRY_TUNNEL", "https://www.shop.test/monitoring"],
  ["runbookSite", "https://github.com/shop/monitoring/blob/main/runbooks"],
] as const;

describe.each(addresses)("the address %s", (path, good) => {
  it("may be what it is for", () => {
    expect(faultsOf(path, good)).toEqual([]);
  });

  it.each([
    ["without https", good.replace("https:", "http:")],
    ["as a script", "javascript:alert(1)//shop.grafana.net"],
    ["with a user", good.replace("https://", "https://me@")],
    ["with a password", good.replace("https://", `https://me:${CLEAR}@`)],
    ["with a query", `${good}?token=${CLEAR}`],
    ["with a fragment", `${good}#${CLEAR}`],
    ["with a blank", `${good} ${CLEAR}`],
    ["with Slack's markup", `${good}|<!channel>`],
    ["with a template", `${good}/{{value}}`],
    ["with a handle", `${good}/@all`],
    ["that is none", "shop"],
  ])("is refused %s, and the diagnostic does not repeat it", (_, value) => {
    const found = faultsOf(path, value);
    expect(found.map(({ where }) => where)).toEqual([`Pulumi.prod.yaml, ${path}`]);
    expect(JSON.stringify(found)).not.toContain(CLEAR);
    expect(found[0]?.what).toMatch(/^must be /);
  });
});

describe("an address that is sent a key", () => {
  it.each([
    ["grafana.url", "https://grafana.net.evil.test"],
    ["grafana.url", "https://evilgrafana.net"],
    ["grafana.scrape.apiUrl", "https://connections.evil.test"],
    ["grafana.push.url", "https://evil.test/api/v1/push/influx/write"],
    ["sentry.baseUrl", "https://sentry.io.evil.test/api/"],
    ["sentry.checkIns", "https://evil.test/api/2/cron/___MONITOR_SLUG___/abc/"],
  ])("is its vendor's own: %s is not %s", (path, value) => {
    expect(faultsOf(path, value).map(({ where }) => where)).toEqual([`Pulumi.prod.yaml, ${path}`]);
  });

  it("of a browser may be a path of the shop's own", () => {
    expect(faultsOf("vercel.optional.PUBLIC_VITALS_ENDPOINT", "/api/vitals")).toEqual([]);
    expect(faultsOf("vercel.optional.PUBLIC_VITALS_ENDPOINT", "//evil.test/vitals")).toHaveLength(1);
  });
});

/** Put together here, so that no scanner takes the examples for real ones. */
const secrets = [
  ["a token of Slack's", ["xo", "xb-1234-abcd"]],
  ["an address that posts to Slack", ["https://hooks.sl", "ack.com/services/T0/B0/abcd"]],
  ["an address that opens incidents at PagerDuty", ["https://events.pager", "duty.com/integration/abcd/enqueue"]],
  ["a token of Grafana's", ["gl", "sa_abcd"]],
  ["a key of New Relic's", ["NR", "AK-ABCD"]],
  ["a token of Sentry's", ["sn", "trys_abcd"]],
  ["a key of Datadog's", ["dd", "app_abcd"]],
  ["a key of AWS", ["AK", "IAABCDEFGHIJKLMNOP"]],
  ["a key of Stripe's", ["sk_", "live_abcd"]],
  ["a token of GitHub's", ["gh", "p_abcd"]],
  ["a private key", ["-----BE", "GIN RSA PRIVATE KEY-----"]],
  ["a signed token", ["ey", "Jhbci.eyJzdWIi"]],
  ["a key in hexadecimal", ["0123456789abcdef", "0123456789abcdef"]],
].map(([what, parts]) => [what as string, (parts as readonly string[]).join("")] as const);

describe("a secret in clear", () => {
  it.each(secrets)("is told in a value: %s", (what, secret) => {
    const found = faultsOf("slack.account", secret);
    expect(found).toEqual([
      {
        severity: "error",
        where: "Pulumi.prod.yaml, slack.account",
        what: `it holds what looks like ${what}, in clear`,
        rule: "a secret stands in a value of its own, encrypted: a key's name and an address are in the plan, and in every message",
        remedy: "take it out, and make a new one, for this one has been read",
      },
    ]);
  });

  it.each(secrets)("is told in an address: %s", (_, secret) => {
    const found = faultsOf("runbookSite", secret.startsWith("https:") ? secret : `https://shop.test/${secret}`);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it.each([...secrets, ["one that nothing marks", CLEAR] as const])(
    "is told in the name of a key, and never repeated: %s",
    (_, secret) => {
      for (const path of ["", "datadog", "people", "switchedOff", "vercel.optional", "slack.channels"]) {
        const inside = path.split(".").filter((part) => part !== "");
        const there = inside.reduce<unknown>((values, key) => (values as Values)[key], file) as Values | undefined;
        const values = { ...there, [secret]: { name: 1 } };
        const found = read(path === "" ? values : edit(file, path, values)).diagnostics;
        expect(found.length).toBeGreaterThan(0);
        expect(JSON.stringify(found)).not.toContain(secret);
      }
    },
  );

  it("leaves Sentry's key for browsers, and Datadog's, where they are", () => {
    const key = "0123456789abcdef0123456789abcdef";
    expect(faultsOf("sentry.checkIns", `https://o1.ingest.sentry.io/api/2/cron/___MONITOR_SLUG___/${key}/`)).toEqual(
      [],
    );
    expect(faultsOf("datadog.clientToken", `pub${key}`)).toEqual([]);
  });

  it("shows a role's key, which stands in the plan, only where it is words and a number", () => {
    expect(faultsOf("people.head-of-operations", { name: "x" }).map(({ where }) => where)).toContain(
      "Pulumi.prod.yaml, people.head-of-operations.name",
    );
    expect(JSON.stringify(faultsOf("people.a1b2c3d4e5f6", { name: "x" }))).not.toContain("a1b2c3d4e5f6");
  });
});

describe("what nobody sees in a stack's file", () => {
  it("is refused in a value and in the name of a key, and shown", () => {
    expect(faultsOf("slack.account", "shop\u202e").map(({ where, what }) => [where, what])).toEqual([
      ["Pulumi.prod.yaml, slack.account", "it holds \\u202e"],
    ]);
    expect(faultsOf("aws.regoin\u202e", "x").map(({ what }) => what)).toContain("the name of a key holds \\u202e");
  });
});

describe("a secret in clear is in no diagnostic", () => {
  it.each([
    "datadog.apiKey",
    "datadog",
    "pagerduty.token",
    "pagerduty.serviceRegion",
    "people",
    "people.ann",
    "people.ann.name",
    "people.ann.phone",
    "people.ann.phone.number",
    "people.ann.phone.countryCode",
    "email",
    "aws.accountId",
    "ownsAccount",
    "rotations",
    "rotations.1",
    "runbookSite",
    "switchedOff",
    "slack.channels.P0.id",
  ])("at %s", (path) => {
    const found = faultsOf(path, CLEAR);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(CLEAR);
  });

  it("as the engine hands it over, beside any fault", () => {
    const program = edit(edit(validConfiguration("program"), "grafana.slackToken", CLEAR), "datadog.site", undefined);
    const { diagnostics } = read(program, "program");
    expect(diagnostics.map(({ where }) => where)).toEqual(["Pulumi.prod.yaml, datadog.site"]);
    expect(JSON.stringify(diagnostics)).not.toContain(CLEAR);
  });
});

describe("regressions", () => {
  // The environment is there beside the errors of `checkPeople`, and the comment on `environment` says it is not.
  it("gives no environment where a rotation names nobody", () => {
    expect(read(edit(file, "rotations.2", ["zoe"])).environment).toBeUndefined();
  });

  // Both are asked for together, so one of them alone is never seen and never used.
  it("sees people without rotations in a stack that owns no account", () => {
    const values = edit(edit(file, "ownsAccount", "false"), "rotations", undefined);
    expect(read(values).diagnostics.map(({ where }) => where)).toEqual(["Pulumi.prod.yaml, ownsAccount"]);
  });

  // `must not be empty` and `must say why` are two rules of one text.
  it("says one thing of an empty reason", () => {
    expect(faultsOf("switchedOff.datadog", "")).toHaveLength(1);
  });

  // `secure` is enough to pass for encrypted, whatever stands in it or beside it.
  it("sees a secret in clear below `secure`, or beside it", () => {
    expect(faultsOf("grafana.slackToken", { secure: CLEAR })).toHaveLength(1);
    expect(faultsOf("grafana.slackToken", { secure: "v1:abc:def", value: CLEAR })).toHaveLength(1);
  });
});
