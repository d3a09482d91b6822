import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testDev, testProd, without } from "../../../testing/environment";
import { inDays } from "../../../monitors/model/quantity";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { dataStream, logFields } from "../../../monitors/model/sources/elastic";
import { renderRouting } from "../../../monitors/elastic/routing";
import { dataClasses } from "../logs/retention";
import { DEAD_LETTERS_RUNBOOK } from "./dead-letters";
import { keptFor } from "./lifecycle";
import { logClasses } from "./names";
import { keysOf } from "./privileges";
import { renderLogStore } from "./render";
import { renderStripeEvents } from "./stripe-events";
import { ecsMappings } from "./templates";
import { stripeRefusal } from "./testing/lines";
import { throughTransformer } from "./testing/transformer";
import { parseLogstash } from "./testing/logstash-grammar";
import { searches } from "./views";
import { ROOT } from "../../../testing/stack-configuration";

const storeOf = (environment: Environment) =>
  renderLogStore({ environment, routeOf: () => ({ pages: false, steps: [] as never }), quiet: [] });
const prod = storeOf(testProd);

const argsOf = (type: string, name: string): Readonly<Record<string, unknown>> => {
  const found = prod.find((each) => each.type.endsWith(`:${type}`) && each.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return { ...found.args };
};

const names = (type: string): readonly string[] =>
  prod.flatMap((each) => (each.type.endsWith(`:${type}`) ? [each.name] : []));

describe("how long logs are kept", () => {
  it.each([
    ["audit", 400],
    ["access", 90],
    ["application", 30],
    ["dead_letter", 7],
  ] as const)("%s: %d days, from the one table where it has a class", (stored, kept) => {
    const { delete: end, hot, warm } = argsOf("ElasticsearchIndexLifecycle", stored);
    expect(inDays(keptFor(stored))).toBe(kept);
    // An index is written for a day, and its age counts from there.
    expect(hot).toMatchObject({ rollover: { maxAge: "1d" } });
    expect(end).toMatchObject({ minAge: `${kept - 1}d` });
    if (stored === "dead_letter") expect(warm).toBeUndefined();
    else expect(warm).toMatchObject({ minAge: "7d", readonly: { enabled: true } });
  });

  it("is said for every class that there is", () => {
    expect(logClasses.toSorted()).toEqual(Object.keys(dataClasses).toSorted());
    expect(names("ElasticsearchIndexLifecycle")).toEqual([...logClasses, "dead_letter"]);
  });
});

describe("index templates", () => {
  it("make a data stream of each class, under its policy, above Elasticsearch's own for logs", () => {
    expect(argsOf("ElasticsearchIndexTemplate", "audit")).toMatchObject({
      name: "driplo-prod-audit",
      indexPatterns: ["logs-driplo.audit-prod*"],
      priority: 500,
      dataStream: {},
      template: {
        settings: '{"index":{"lifecycle":{"name":"driplo-prod-audit"}}}',
        dataStreamOptions: { failureStore: { enabled: true, lifecycle: { dataRetention: "7d" } } },
      },
    });
    expect(argsOf("ElasticsearchIndexTemplate", "dead_letter")).toMatchObject({
      composedOfs: [{ name: "ecs" }, { name: "dead_letter" }],
    });
  });

  it("map each field of the table and nothing that a sender makes up", () => {
    expect(ecsMappings()).toMatchObject({
      dynamic: false,
      properties: {
        "@timestamp": { type: "date" },
        client: { properties: { ip: { type: "ip", ignore_malformed: true } } },
        driplo: { properties: { client: { properties: { hash: { type: "keyword" } } } } },
        http: { properties: { response: { properties: { status_code: { type: "long" } } } } },
      },
    });
    const count = (mapping: unknown): number =>
      typeof mapping === "object" && mapping !== null && "properties" in mapping
        ? Object.values(mapping.properties as object).reduce<number>((sum, each) => sum + count(each), 0)
        : 1;
    expect(count(ecsMappings())).toBe(Object.keys(logFields).length);
  });

  it("make nothing of a dead letter searchable", () => {
    const { template } = argsOf("ElasticsearchComponentTemplate", "dead_letter") as { template: { mappings: string } };
    expect(JSON.parse(template.mappings)).toMatchObject({
      properties: {
        dead_letter: { type: "object", enabled: false },
        event: { properties: { original: { index: false } } },
        error: { properties: { message: { index: false } } },
      },
    });
  });
});

describe("ingest pipelines", () => {
  it("are one for each sender, with the hashes' key as a secret and nowhere in clear", () => {
    expect(names("ElasticsearchIngestPipeline")).toEqual([
      "vercel",
      "vercel-insights",
      "supabase",
      "cloudfront",
      "stripe",
    ]);
    for (const declaration of prod.filter(({ type }) => type.endsWith(":ElasticsearchIngestPipeline"))) {
      expect(declaration.secretOutputs).toEqual(["processors"]);
      expect(JSON.stringify(declaration.args).match(/"path":\["elastic","hashKey"\]/g)).toHaveLength(1);
      expect(JSON.stringify(declaration.args)).toContain(dataStream("dead_letter", "prod"));
    }
  });
});

describe("Logstash's pipelines", () => {
  it.each(["drains", "cdn"])("are of its language: %s", (name) => {
    const pipeline = String(argsOf("ElasticsearchLogstashPipeline", name)["pipeline"]);
    expect(parseLogstash(pipeline).map(({ section }) => section)).toEqual(["input", "filter", "output"]);
  });

  it("ask for a user and a password, and hold neither it nor a key", () => {
    const pipeline = String(argsOf("ElasticsearchLogstashPipeline", "drains")["pipeline"]);
    const [input] = parseLogstash(pipeline);
    expect(input?.plugins).toEqual([
      {
        name: "http",
        settings: {
          port: "8080",
          user: "drain",
          password: "${DRIPLO_DRAIN_PASSWORD}",
          additional_codecs: {},
          codec: { name: "json", settings: { target: "[drained]" } },
        },
      },
    ]);
    expect(pipeline).toContain('api_key => "${DRIPLO_WRITER_KEY}"');
    expect(argsOf("ElasticsearchLogstashPipeline", "drains")).toMatchObject({ queueType: "persisted" });
  });

  it("answer with Vercel's value where the configuration has it", () => {
    const { elastic } = testProd;
    const drain = { ...elastic.drain, verify: "abc123" };
    const found = storeOf({ ...testProd, elastic: { ...elastic, drain } }).find(({ name }) => name === "drains");
    const [input] = parseLogstash(String(Object.entries(found?.args ?? {}).find(([key]) => key === "pipeline")?.[1]));
    expect(input?.plugins[0]?.settings["response_headers"]).toEqual({
      "Content-Type": "text/plain",
      "x-vercel-verify": "abc123",
    });
  });

  it("send every event through a pipeline that is declared", () => {
    const text = names("ElasticsearchLogstashPipeline")
      .map((name) => String(argsOf("ElasticsearchLogstashPipeline", name)["pipeline"]))
      .join("\n");
    const named = [...text.matchAll(/"\[@metadata\]\[pipeline\]" => "([^"]+)"/g)].map(([, name]) => name);
    const declared = names("ElasticsearchIngestPipeline").map(
      (name) => argsOf("ElasticsearchIngestPipeline", name)["name"],
    );
    expect(named.toSorted()).toEqual(declared.toSorted());
  });

  it("tell events of Speed Insights and Web Analytics from lines of functions", () => {
    expect(String(argsOf("ElasticsearchLogstashPipeline", "drains")["pipeline"])).toContain(
      `  } else if [drained][schema] and ![drained][source] {
    mutate { add_field => { "[@metadata][pipeline]" => "driplo-prod-vercel-insights" } }
  } else {
    mutate { add_field => { "[@metadata][pipeline]" => "driplo-prod-vercel" } }`,
    );
  });

  it("are refused by the grammar where they are broken", () => {
    expect(() => parseLogstash("input { http { port => } }")).toThrow();
    expect(() => parseLogstash("input { http { port => 1 }")).toThrow();
    expect(() => parseLogstash("output { if [a] elasticsearch { } }")).toThrow();
  });
});

describe("data views and saved searches", () => {
  it("are a view for each stream, and searches over them by the fields of the table", () => {
    expect(names("KibanaDataView")).toEqual([...logClasses, "dead_letter"]);
    expect(argsOf("KibanaDataView", "access")).toMatchObject({
      dataView: { id: "driplo-prod-access", title: "logs-driplo.access-prod", timeFieldName: "@timestamp" },
    });
    expect(new Set(searches.map((search) => search.in))).toEqual(new Set([...logClasses, "dead_letter"]));
    const asked = searches.flatMap(({ query }) =>
      [...query.matchAll(/([\w.]+):|([\w.]+) >=/g)].map(([, a, b]) => a ?? b),
    );
    expect(asked.filter((field) => field === undefined || !(field in logFields))).toEqual([]);
  });

  it("are saved objects that name their view", () => {
    const { fileContents } = argsOf("KibanaImportSavedObjects", "dead-letters") as { fileContents: string };
    expect(JSON.parse(fileContents)).toMatchObject({
      type: "search",
      id: "driplo-prod-dead-letters",
      references: [{ type: "index-pattern", id: "driplo-prod-dead_letter" }],
    });
  });
});

describe("Stripe's events", () => {
  const context = { environment: testProd, routeOf: () => ({ pages: false as const, steps: [] as never }), quiet: [] };
  const events = renderStripeEvents(context);

  it("go from both of Stripe's buses to Logstash, with the drain's user and a password that stays secret", () => {
    expect(events.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`)).toEqual([
      "EventConnection log-store",
      "EventApiDestination log-store",
      "Role log-store",
      "RolePolicy log-store",
      "EventRule log-store.account",
      "EventTarget log-store.account",
      "EventRule log-store.connected",
      "EventTarget log-store.connected",
    ]);
    expect(events[0]).toMatchObject({
      secretOutputs: ["authParameters"],
      args: {
        authorizationType: "BASIC",
        authParameters: {
          basic: { username: "drain", password: { late: "secret", path: ["elastic", "drain", "password"] } },
        },
      },
    });
    const rules = ["prod0own/driplo-prod-log-store.account", "prod0connected/driplo-prod-log-store.connected"];
    expect(events[2]?.args).toMatchObject({
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": "111111111111" },
              ArnLike: {
                "aws:SourceArn": rules.map(
                  (rule) => `arn:aws:events:eu-west-3:111111111111:rule/aws.partner/stripe.com/ed_${rule}`,
                ),
              },
            },
          },
        ],
      }),
    });
    expect(events[1]?.args).toMatchObject({ invocationEndpoint: "https://logs.shop.test", httpMethod: "POST" });
    expect(events[5]?.args).toMatchObject({
      eventBusName: { name: "stripe.account", property: "name" },
      arn: { name: "log-store", property: "arn" },
    });
    expect(events[5]?.args).not.toHaveProperty("deadLetterConfig");
  });

  it("leave AWS without anything of the buyer, in the shape that the pipeline reads", () => {
    const sent = throughTransformer(events[5], stripeRefusal);
    expect(sent).toEqual({
      "detail-type": "payment_intent.payment_failed",
      detail: {
        object: "event",
        created: "1680064028",
        id: "evt_1MqqbKLt4dXK03v5qaIbiNCC",
        type: "payment_intent.payment_failed",
        account: "",
        data: {
          object: {
            id: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
            object: "payment_intent",
            status: "requires_payment_method",
            currency: "eur",
            amount: "2000",
            failure_code: "",
            last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
          },
        },
      },
    });
  });

  it("stay where they are while the log store is switched off", () => {
    expect(renderStripeEvents({ ...context, environment: without(testProd, "elastic") })).toEqual([]);
  });
});

describe("what no pipeline could read", () => {
  it("is counted each minute over an hour, and told in Slack with the count and a runbook", () => {
    const rule = argsOf("KibanaAlertingRule", "dead-letters");
    expect(JSON.parse(String(rule["params"]))).toMatchObject({
      index: ["logs-driplo.dead_letter-prod"],
      aggType: "count",
      thresholdComparator: ">",
      threshold: [0],
      timeWindowSize: 60,
      timeWindowUnit: "m",
      size: 0,
    });
    const actions = rule["actions"] as readonly { id: object; group: string; params: string }[];
    expect(actions.map(({ group }) => group)).toEqual(["query matched", "recovered"]);
    expect(actions[0]?.id).toMatchObject({ name: "slack", property: "connectorId" });
    expect(JSON.parse(actions[0]?.params ?? "")).toEqual({
      subAction: "postMessage",
      subActionParams: {
        channelIds: [testProd.slack.channels.P3.id],
        text: `Lines of logs that no pipeline could read (prod): {{context.value}} in the last hour. Kibana, Discover, "Driplo: Lines that no pipeline could read (prod)". Runbook: https://runbooks.shop.test/${DEAD_LETTERS_RUNBOOK}`,
      },
    });
  });

  it("names a part of a runbook that there is", () => {
    const [file = "", anchor = ""] = DEAD_LETTERS_RUNBOOK.split("#");
    const page = readFileSync(join(ROOT, "runbooks", file), "utf8");
    expect(page.toLowerCase()).toContain(`\n## ${anchor.replaceAll("-", " ")}\n`);
    expect(page).toContain("Lines that no pipeline could read");
  });

  it("goes to a connector that is declared with no destination at all", () => {
    const context = {
      environment: testProd,
      routeOf: () => ({ pages: false as const, steps: [] as never }),
      quiet: [],
    };
    expect(renderRouting([], [], context).map(keyOf)).toEqual([
      "elasticstack:index/kibanaActionConnector:KibanaActionConnector slack",
    ]);
  });
});

describe("the keys that a person makes", () => {
  it("may do what docs/bootstrap.md says, and no more", () => {
    const page = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8");
    const [, block = ""] = /```json\n([\s\S]*?"driplo-declares"[\s\S]*?)```/.exec(page) ?? [];
    expect(JSON.parse(block)).toEqual(
      Object.fromEntries(
        Object.entries(keysOf("<env>")).map(([name, descriptor]) => [
          name,
          { name, role_descriptors: { [name.replace("driplo-", "")]: descriptor } },
        ]),
      ),
    );
  });

  it("include none that may make keys, delete lines or read all indices", () => {
    const text = JSON.stringify(keysOf("prod"));
    expect(text).not.toMatch(/manage_security|manage_api_key|"all"|"manage"|delete|superuser/);
    expect(text).not.toContain("*-");
    expect(
      [...text.matchAll(/"logs-driplo[^"]*"/g)].filter(([name]) => !/^"[a-z-]+\.[a-z_]+-prod"$/.test(name)),
    ).toEqual([]);
  });

  it("read what rules count, and of a dead letter nothing that was sent", () => {
    const { indices } = keysOf("prod")["driplo-declares"];
    expect(indices).toEqual([
      { names: ["logs-driplo.audit-prod", "logs-driplo.access-prod"], privileges: ["read", "view_index_metadata"] },
      {
        names: ["logs-driplo.dead_letter-prod"],
        privileges: ["read", "view_index_metadata"],
        field_security: { grant: ["@timestamp", "data_stream.*", "event.kind", "event.provider", "error.type"] },
      },
    ]);
    expect(JSON.stringify(keysOf("prod")["driplo-writes"])).not.toContain('"read"');
  });
});

describe("two environments in one deployment", () => {
  it("share no name", () => {
    const physical = (environment: Environment): readonly string[] =>
      storeOf(environment).flatMap(({ type, args }) => {
        const named = JSON.stringify(args).match(/"(?:name|pipelineId|id)\\?":\\?"([^"\\]+)/);
        return [`${type} ${named?.[1] ?? "none"}`];
      });
    const own = new Set(physical(testProd));
    expect(own.size).toBe(prod.length);
    expect(physical(testDev).filter((name) => own.has(name))).toEqual([]);
    expect(storeOf(testDev).map(keyOf)).toEqual(prod.map(keyOf));
  });
});
