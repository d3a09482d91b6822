import { catalogue } from "../../monitors/catalogue";
import { count, milliseconds, percent, seconds } from "../../monitors/model/quantity";
import { kindRow, signalKinds, type SignalKind } from "../../monitors/model/signal-kind";
import type { Catalogue, MeasureDefinition, SignalDefinition } from "../../monitors/model/signal";
import { business } from "../../monitors/model/sources/business";
import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import { datadog } from "../../monitors/model/sources/datadog";
import { prometheus } from "../../monitors/model/sources/prometheus";
import { eventSearch, routeSearch } from "../../monitors/model/sources/server";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { soundRows } from "../../monitors/plan/sound-rows";
import { policies } from "../../policies";
import { declareStack } from "../../infra/declare";
import { testProd } from "../environment";
import { catalogueOf, latencyRow, text } from "../rows";
import { valueAt, wrongRows, type WrongRow } from "../wrong-rows";

/** What no compiler has looked at. */
const untyped = (row: unknown): SignalDefinition => row as SignalDefinition;

const said = ({ where, what, rule, remedy }: Diagnostic): string => `${where}  ${what}; ${rule}; ${remedy}`;

const faultsIn = (row: unknown): readonly string[] =>
  soundRows(catalogueOf({ response_time: untyped(row) }), policies, "prod").diagnostics.map(said);

const rows = Object.entries(catalogue.services).flatMap(([service, { signals, objectives = {} }]) => [
  ...Object.entries(signals).map(([key, row]) => ({ service, key, row, of: "signals" as const })),
  ...Object.entries(objectives).map(([key, row]) => ({ service, key, row, of: "objectives" as const })),
]);

const isMeasure = (value: unknown): value is MeasureDefinition =>
  typeof value === "object" && value !== null && "kind" in value && "missingData" in value;

/** Keys that a row may do without, by the same table as its type. */
const mayLack = (row: unknown, path: string): boolean => {
  const inMeasure = /^measures\.(\w+)\.(.*)$/.exec(path);
  if (inMeasure !== null && row !== null && typeof row === "object" && "measures" in row) {
    const [, key = "", rest = ""] = inMeasure;
    // Its signal has one.
    if (rest === "firstAction") return true;
    return mayLack((row.measures as Record<string, unknown>)[key], rest);
  }
  if (/^(source|backstop)\.(by|requires|leastBad|leastPart|where\..*)$|^(stage|suppressedBy|backstop)$/.test(path))
    return true;
  if (!isMeasure(row)) return /^measures\.\w+$/.test(path);
  const { traffic, statistic } = kindRow(row.kind);
  return (
    path === "window" ||
    /^(warning|critical)\.(side|sooner)$/.test(path) ||
    (path === "minimumTraffic" && traffic === "optional") ||
    (path === "statistic" && statistic === "optional") ||
    (/^(warning|critical)$/.test(path) && row.warning !== undefined && row.critical !== undefined)
  );
};

/** A measure of two may be deleted, and called otherwise. */
const isAllowed = (row: unknown, { path, how, row: wrong }: WrongRow): boolean =>
  (how === "deleted" && mayLack(row, path) && !(isOnlyMeasure(row) && /^measures\.\w+$/.test(path))) ||
  (how === "misspelt" && /^measures\.\w+$/.test(path)) ||
  // Its type admits undefined.
  (how === "of a wrong type" && path.endsWith("backstop.by") && valueAt(wrong, path) === undefined);

const isOnlyMeasure = (row: unknown): boolean =>
  typeof row === "object" && row !== null && "measures" in row && Object.keys(row.measures as object).length === 1;

const catalogueWith = (
  { service, key, of }: Pick<(typeof rows)[number], "service" | "key" | "of">,
  row: unknown,
): Catalogue => {
  const definition = catalogue.services[service];
  if (definition === undefined) throw new Error(`no service ${service}`);
  return {
    emission: {},
    services: { [service]: { title: definition.title, owner: definition.owner, signals: {}, [of]: { [key]: row } } },
  };
};

describe("the real catalogue", () => {
  it("is handed on as it is, in every environment", () => {
    const sound = soundRows(catalogue, policies, "prod");
    expect(sound.diagnostics).toEqual([]);
    expect(sound.catalogue).toBe(catalogue);
    expect(sound.policies).toBe(policies);
  });

  it.each(rows.map((row) => [`${row.service}.${row.key}`, row] as const))(
    "%s: each key deleted, misspelt, of a wrong unit or type is an error with its file and key",
    (id, place) => {
      const silent: string[] = [];
      for (const wrong of wrongRows(place.row)) {
        if (isAllowed(place.row, wrong)) continue;
        const { diagnostics } = soundRows(catalogueWith(place, wrong.row), policies, "prod");
        const file = `monitors/catalogue/${place.service}.ts, key ${place.key}`;
        const meant = replaced(wrong);
        const named = diagnostics.some(({ severity, where, remedy }) => {
          const [, key] = remedy.split(`${file}.`);
          return severity === "error" && where === `${id} (prod)` && key !== undefined && touches(key, meant);
        });
        if (!named) silent.push(`${wrong.path} ${wrong.how}: ${diagnostics.map(said).join(" | ")}`);
      }
      expect(silent).toEqual([]);
    },
  );

  it("leaves out what is wrong and plans all the rest, whichever key it is", () => {
    for (const place of rows.filter((_, index) => index % 13 === 0)) {
      for (const wrong of wrongRows(place.row).filter((_, index) => index % 29 === 0)) {
        if (isAllowed(place.row, wrong)) continue;
        const service = catalogue.services[place.service];
        if (service === undefined) throw new Error(place.service);
        const changed = { ...service, [place.of]: { ...service[place.of], [place.key]: wrong.row } };
        const { plan } = declareStack(
          { ...catalogue, services: { ...catalogue.services, [place.service]: changed } },
          policies,
          testProd,
        );
        const ids = [...plan.signals, ...plan.objectives].map(({ id }) => id);
        expect(ids).not.toContain(`${place.service}.${place.key}`);
        expect(ids.length).toBeGreaterThanOrEqual(rows.length - 2);
      }
    }
  });
});

/** Without its only level a row wants a critical one; without measures it wants a kind. */
const replaced = ({ path, how }: WrongRow): string =>
  how !== "deleted" ? path : path.replace(/\bwarning$/, "critical").replace(/^measures$/, "kind");

/** The key that is named, one above it, or one below. */
const touches = (named: string, path: string): boolean =>
  named === path || named === `${path}x` || named.startsWith(`${path}.`) || path.startsWith(`${named}.`);

const edited = (edit: (row: Record<string, unknown>) => void, row: object = latencyRow): readonly string[] => {
  const changed = { ...row };
  edit(changed);
  return faultsIn(changed);
};

const leftOut = (id: string): string =>
  `catalogue (prod)  left out of this plan: ${id}; a row that cannot be read is not planned, nor is one that looks at its levels; mend the errors of these rows, and plan again`;

describe("a row that no compiler has seen", () => {
  const at = (key: string): string => `monitors/catalogue/api.ts, key response_time.${key}`;
  const cases: readonly (readonly [string, (row: Record<string, unknown>) => void, readonly string[]])[] = [
    [
      "a percentage on a latency",
      (row) => (row["warning"] = { at: percent(50), priority: "P3" }),
      [
        `warning.at is 50 %; warning.at must be a duration, such as milliseconds(500), seconds(30), minutes(5) or days(7): the kind is latency; mend warning.at in ${at("warning.at")}`,
      ],
    ],
    [
      "a bare number",
      (row) => (row["critical"] = { at: 2, priority: "P2" }),
      [
        `critical.at is 2, a bare number; critical.at must be a duration, such as milliseconds(500), seconds(30), minutes(5) or days(7): the kind is latency; mend critical.at in ${at("critical.at")}`,
      ],
    ],
    [
      "a number that is none",
      (row) => (row["critical"] = { at: milliseconds(Number("fast")), priority: "P2" }),
      [
        `critical.at is no finite number; critical.at must be a duration, such as milliseconds(500), seconds(30), minutes(5) or days(7): the kind is latency; mend critical.at in ${at("critical.at")}`,
      ],
    ],
    [
      "a statistic that nobody takes",
      (row) => (row["statistic"] = "p96"),
      [
        `statistic is "p96"; statistic must be one of p50, p75, p90, p95, p99, mean, max; mend statistic in ${at("statistic")}`,
      ],
    ],
    [
      "an unknown priority",
      (row) => (row["critical"] = { at: seconds(2), priority: "P5" }),
      [
        `critical.priority is "P5"; critical.priority must be one of P0, P1, P2, P3; mend critical.priority in ${at("critical.priority")}`,
      ],
    ],
    [
      "no runbook",
      (row) => delete row["runbook"],
      [
        `runbook is missing; runbook must be a page below runbooks/, such as api/response-time.md; add runbook in ${at("runbook")}`,
      ],
    ],
    [
      "an unknown kind",
      (row) => (row["kind"] = "latenzy"),
      [
        `kind is "latenzy"; did you mean "latency"?; kind must be one of ${Object.keys(signalKinds).join(", ")}; write "latency" in ${at("kind")}`,
      ],
    ],
    [
      "a misspelt key",
      (row) => {
        delete row["impact"];
        row["impcat"] = "Slow.";
      },
      [
        `impact is missing; impact must be a text; add impact in ${at("impact")}`,
        `there is no key impcat; did you mean impact?; the keys of the kind latency are title, impact, firstAction, stage, suppressedBy, runbook, missingData, source, backstop, kind, warning, critical, window, statistic, minimumTraffic; rename it to impact in ${at("impcat")}`,
      ],
    ],
    [
      "no level",
      (row) => {
        delete row["warning"];
        delete row["critical"];
      },
      [
        `critical is missing; critical must be there, or a warning is: a row that can never alert is no signal; add critical in ${at("critical")}`,
      ],
    ],
    [
      "a backstop whose name nobody knows",
      (row) => (row["backstop"] = undefined),
      [
        `backstop is undefined; backstop must be a source, as datadog, cloudwatch, newrelic, prometheus, business, sentry and elastic make them; mend backstop in ${at("backstop")}`,
      ],
    ],
    [
      "an unknown route",
      (row) =>
        (row["source"] = datadog.spans({
          service: "driplo-api",
          kind: "server",
          filter: routeSearch("serch" as "search"),
        })),
      [
        `source.filter is "@http.route:undefined"; source.filter must be a text of names that are there: a misspelt one reads undefined; mend source.filter in ${at("source.filter")}`,
      ],
    ],
    [
      "an unknown outcome of an event",
      (row) =>
        (row["source"] = datadog.logs({ search: eventSearch("sign_in", "failed" as "failure"), feed: "sign-in" })),
      [
        `source.search is "@evt.name:sign_in @evt.outcome:undefined"; source.search must be a text of names that are there: a misspelt one reads undefined; mend source.search in ${at("source.search")}`,
      ],
    ],
  ];

  it.each(cases)("%s is an error", (_, edit, faults) => {
    expect(edited(edit)).toEqual([
      ...faults.map((fault) => `api.response_time (prod)  ${fault}`),
      leftOut("api.response_time"),
    ]);
  });

  it.each([
    ["a metric of CloudWatch", cloudwatch.metric("worker_cpuu" as "worker_cpu"), "source.metric", "worker_cpu"],
    ["an attribute of RUM", datadog.rum({ attribute: "first_bite" as "first_byte" }), "source.attribute", "first_byte"],
    ["a metric of Supabase", prometheus.remainder("disk_fre" as "disk_free"), "source.left", "disk_free"],
    ["a business number", business.number("revenu" as "revenue"), "source.number", "revenue"],
  ])("%s that is not in its table is named, with the nearest", (_, source, key, meant) => {
    const faults = edited((row) => (row["source"] = source));
    expect(faults.join("\n")).toContain(`; write "${meant}" in ${at(key)}`);
  });

  it("without a minimum of traffic, of a share, is an error; and with one where nobody counts", () => {
    const ratio = {
      ...latencyRow,
      kind: "error_ratio",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2" },
    };
    expect(edited((row) => delete row["statistic"], ratio).join("\n")).toContain(
      `minimumTraffic is missing; minimumTraffic must be a count, such as count(20); add minimumTraffic in ${at("minimumTraffic")}`,
    );
    const memory = {
      ...text,
      kind: "utilisation",
      statistic: "max",
      minimumTraffic: count(5),
      critical: { at: percent(5), priority: "P2" },
      missingData: "ok",
      source: latencyRow.source,
    };
    expect(edited(() => undefined, memory).join("\n")).toContain(
      "there is no key minimumTraffic; the keys of the kind utilisation are",
    );
  });

  it.each(Object.keys(signalKinds) as readonly SignalKind[])(
    "of the kind %s takes no level of another unit",
    (kind) => {
      const { dimension } = kindRow(kind);
      const at = dimension === "count" ? percent(5) : count(5);
      const faults = edited((row) => (row["critical"] = { at, priority: "P2" }), { ...latencyRow, kind });
      expect(faults.join("\n")).toMatch(
        dimension === "none" ? /there is no key critical\.at;/ : /critical\.at is 5( %)?;/,
      );
    },
  );

  it.each([
    ["a text", "row"],
    ["nothing", undefined],
    ["null", null],
    ["a list", []],
    ["a function", () => 1],
  ])("that is %s is an error and no exception", (_, row) => {
    expect(faultsIn(row)[0]).toMatch(/^api\.response_time \(prod\) {2}(it|kind) is /);
  });
});

describe("a service, an emitter, a quiet or a policy that no compiler has seen", () => {
  const base = catalogueOf({ response_time: latencyRow, error_rate: latencyRow });
  const sound = (change: object, rules: unknown = policies) =>
    soundRows({ ...base, ...change }, rules as typeof policies, "prod");

  it.each([
    [undefined, ["catalogue (prod)  it is missing"]],
    [{}, ["catalogue (prod)  emission is missing", "catalogue (prod)  services is missing"]],
  ])("goes on with no rows where the catalogue is %j", (rows, faults) => {
    const { catalogue: left, diagnostics } = soundRows(rows as unknown as typeof catalogue, policies, "prod");
    expect(diagnostics.map(({ where, what }) => `${where}  ${what}`).toSorted()).toEqual(faults);
    expect(left).toEqual({ services: {}, emission: {}, quiet: {} });
  });

  it("says whose owner nobody knows, and leaves all its rows out", () => {
    const api = { ...base.services["api"], owner: "platfrom" };
    const { catalogue: left, diagnostics } = sound({ services: { api } });
    expect(diagnostics.map(said)).toEqual([
      'api (prod)  owner is "platfrom"; did you mean "platform"?; owner must be one of storefront, platform, data, payments, marketplace, security; write "platform" in monitors/catalogue/api.ts, key owner',
      leftOut("api, api.response_time, api.error_rate"),
    ]);
    expect(left.services).toEqual({});
  });

  it("goes on without a row that others refer to, and without the reference", () => {
    const signals = {
      reachable: { ...latencyRow, impact: 7 },
      response_time: { ...latencyRow, suppressedBy: ["api.reachable"] },
      error_rate: { ...latencyRow, suppressedBy: ["api.reachable", "api.response_time"] },
    };
    const { catalogue: left, diagnostics } = sound({
      services: { api: { title: "API", owner: "platform", signals } },
      quiet: {
        upgrade: { ...quiet, signals: ["api.reachable", "api.error_rate"] },
        move: { ...quiet, signals: ["api.reachable"] },
      },
    });
    expect(diagnostics.map(({ where }) => where)).toEqual(["api.reachable (prod)", "catalogue (prod)"]);
    expect(left.services["api"]?.signals).toEqual({
      response_time: latencyRow,
      error_rate: { ...latencyRow, suppressedBy: ["api.response_time"] },
    });
    expect(left.quiet).toEqual({ upgrade: { ...quiet, signals: ["api.error_rate"] } });
  });

  it("loses no row beside a faulty one, whatever its key", () => {
    const signals: Readonly<Record<string, unknown>> = Object.fromEntries<unknown>([
      ["__proto__", latencyRow],
      ["reachable", { ...latencyRow, impact: 7 }],
    ]);
    const { catalogue: left } = sound({ services: { api: { title: "API", owner: "platform", signals } } });
    expect(Object.keys(left.services["api"]?.signals ?? {})).toEqual(["__proto__"]);
  });

  it("leaves out what looks at the levels of such a row, and says so", () => {
    const { signals = {} } = catalogue.services["api"] ?? {};
    const api = {
      ...catalogue.services["api"],
      signals: { ...signals, availability: { ...signals["availability"], impact: 7 } },
    };
    const { diagnostics } = declareStack(
      { ...catalogue, services: { ...catalogue.services, api: api as never } },
      policies,
      testProd,
    );
    expect(diagnostics.map(said)).toEqual([
      "api.availability (prod)  impact is 7, a bare number; impact must be a text; mend impact in monitors/catalogue/api.ts, key availability.impact",
      leftOut("api.availability, edge.ddos"),
    ]);
  });

  const quiet = {
    reason: "Postgres 17 to 18",
    owner: "data",
    environments: ["prod"],
    from: "2027-03-14T22:00+01:00",
    until: "2027-03-14T23:30+01:00",
  };

  it.each([
    ["owner", { ...quiet, services: ["api"], owner: "date" }, 'owner is "date"; did you mean "data"?'],
    ["until", { ...quiet, services: ["api"], until: undefined }, "until is undefined"],
    [
      "environments.0",
      { ...quiet, services: ["api"], environments: ["pord"] },
      'environments.0 is "pord"; did you mean "prod"?',
    ],
    ["environments", { ...quiet, services: ["api"], environments: [] }, "environments.0 is missing"],
    ["services", quiet, "services is missing"],
    ["services", { ...quiet, services: ["api"], signals: ["api.x"] }, "there is no key services"],
    ["silencesP0", { ...quiet, services: ["api"], silencesP0: false }, "silencesP0 is false"],
  ])("names %s of a quiet", (key, row, what) => {
    const { diagnostics, catalogue: left } = sound({ quiet: { upgrade: row } });
    const [first, second] = diagnostics;
    expect(first).toMatchObject({ severity: "error", where: "quiet upgrade (prod)", what });
    expect(first?.remedy).toMatch(`in monitors/catalogue/quiet.ts, key upgrade.${key}`);
    expect(second?.what).toBe("left out of this plan: quiet upgrade");
    expect(left.quiet).toEqual({});
  });

  it("names what is wrong with an emitter, and does not say that nobody sends", () => {
    const emission = { ...base.emission, "datadog:spans/driplo-api": { by: "drian", who: "a drain", status: "here" } };
    const { diagnostics } = declareStack({ ...base, emission } as Catalogue, policies, testProd);
    expect(diagnostics.map(said).filter((line) => /drian|spans/.test(line))).toEqual([
      'emitter datadog:spans/driplo-api (prod)  by is "drian"; did you mean "drain"?; by must be one of built-in, instrumentation, sql, drain, scrape, agent, event bus; write "drain" in monitors/catalogue/emission.ts, key "datadog:spans/driplo-api".by',
    ]);
    const undeclared = { by: "drain", who: "a drain", status: "here", where: "infra" };
    expect(sound({ emission: { "datadog:rum": undeclared } }).diagnostics.map(({ what }) => what)).toEqual([
      "declares is missing",
    ]);
  });

  it("holds every emitter to every key", () => {
    const silent = Object.entries(catalogue.emission).flatMap(([feed, row]) =>
      wrongRows(row)
        .filter(({ path, how }) => !(how === "deleted" && (path === "byHand" || path === "declares")))
        .filter(
          (wrong) =>
            !sound({ emission: { [feed]: wrong.row } }).diagnostics.some(
              ({ where }) => where === `emitter ${feed} (prod)`,
            ),
        )
        .map(({ path, how }) => `${feed} ${path} ${how}`),
    );
    expect(silent).toEqual([]);
  });

  it("holds policies to every key, plans without the part that cannot be read, and names the file", () => {
    const silent: string[] = [];
    for (const { path, how, row } of wrongRows(policies)) {
      if (how === "deleted" && path.endsWith(".hours")) continue;
      // Another environment's routes are missed by that environment's plan.
      if (path === "routes.dev" && (how === "deleted" || how === "misspelt")) continue;
      const { diagnostics, policies: mended } = sound({}, row);
      const [first = { where: "nothing" }] = diagnostics;
      if (first.where !== "policies (prod)") silent.push(`${path} ${how}`);
      expect(Object.keys(mended.routes.prod)).toEqual(Object.keys(policies.routes.prod));
    }
    expect(silent).toEqual([]);
  });

  it("knows the environments by the routes that there are, whatever their names", () => {
    const { P0, P1, P2, P3 } = policies.routes.dev;
    const theirs = { ...policies, routes: { live: { P0, P1, P2, P3 }, trial: { P0, P1, P2, P3 } } };
    const rows = { ...base, quiet: { move: { ...quiet, services: ["api"], environments: ["lvie"] } } } as Catalogue;
    expect(soundRows(base, theirs, "live").diagnostics).toEqual([]);
    expect(soundRows<string>(base, theirs, "staging").diagnostics.map(said)).toEqual([
      expect.stringMatching(/^policies \(staging\) {2}routes.staging is missing;/),
    ]);
    expect(soundRows(rows, theirs, "live").diagnostics.map(said)[0]).toContain("one of live, trial");
  });

  it("plans every signal though a route cannot be read", () => {
    const routes = { ...policies.routes, prod: { ...policies.routes.prod, P2: { pages: true, steps: [] } } };
    const { plan, diagnostics } = declareStack(
      catalogue,
      { ...policies, routes } as unknown as typeof policies,
      testProd,
    );
    expect(plan.signals.length + plan.objectives.length).toBe(rows.length);
    expect(diagnostics.map(said)).toEqual([
      "policies (prod)  routes.prod.P2.steps.0 is missing; routes.prod.P2.steps.0 must be an object with after, rung, channels; add routes.prod.P2.steps.0 in policies/routing.ts, key routes.prod.P2.steps.0",
      "policies (prod)  routes.prod.P2.urgency is missing; routes.prod.P2.urgency must be one of high, low; add routes.prod.P2.urgency in policies/routing.ts, key routes.prod.P2.urgency",
    ]);
  });
});
