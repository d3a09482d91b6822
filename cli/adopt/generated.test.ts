import ts from "typescript";
import { ROOT } from "../../testing/stack-configuration";
import type { AlarmDeclaration } from "../../monitors/cloudwatch/declaration";
import { cloudWatchVendor } from "../../monitors/cloudwatch/vendor";
import type { MonitorDeclaration } from "../../monitors/datadog/declaration";
import { datadogVendor } from "../../monitors/datadog/vendor";
import * as quantity from "../../monitors/model/quantity";
import * as signal from "../../monitors/model/signal";
import type { Services } from "../../monitors/model/signal";
import * as cloudwatchSources from "../../monitors/model/sources/cloudwatch";
import * as datadogSources from "../../monitors/model/sources/datadog";
import { checkPlan } from "../../monitors/plan/check";
import { textOf } from "../../monitors/plan/following";
import { resolvePlan } from "../../monitors/plan/resolve";
import type { RenderContext, Watch } from "../../monitors/plan/watch";
import { policies } from "../../policies";
import { declareEnvironment } from "../shared/load";
import { readAlarms } from "./cloudwatch-export";
import { readMonitors } from "./datadog-export";
import type { Made, MadeAlarm, MadeMonitor } from "./testing/made";
import { madeExports } from "./testing/made-exports";
import { spelt } from "./testing/made-monitors";
import { adopt, type AdoptReport } from "./report";
import { toModule } from "./rows";

const { environment, ...declared } = declareEnvironment(ROOT, "prod");
if (environment === undefined) throw new Error("the configuration of prod has a fault");

/**
 * What 300 exports become. The rows are taken as people take them, as the text that they paste: it is run, planned and rendered by the
 * vendors' own renderers, and what comes out is held against what the export was made to mean, without any of adopt's own reading.
 */

const modules: Readonly<Record<string, object>> = {
  "../model/quantity": quantity,
  "../model/signal": signal,
  "../model/sources/cloudwatch": cloudwatchSources,
  "../model/sources/datadog": datadogSources,
};

const run = (module: string): Services => {
  const { outputText } = ts.transpileModule(module, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: Record<string, Services[string]> = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text that is pasted is what must be right
  const program = new Function("require", "exports", outputText) as (require: object, exports: object) => void;
  program((name: string) => modules[name], exported);
  return Object.fromEntries(Object.entries(exported).map(([name, service]) => [name.replace("adopted_", ""), service]));
};

const adoptAll = (made: readonly Made[]): AdoptReport => {
  const items = (vendor: Made["vendor"]) => made.filter((each) => each.vendor === vendor).map(({ item }) => item);
  const read = [
    readMonitors({ form: "json", content: items("datadog") }),
    readAlarms({ form: "json", content: { MetricAlarms: items("cloudwatch") } }),
  ].map((each) => {
    if ("unreadable" in each) throw new Error(each.unreadable.join());
    expect(each.faults).toEqual([]);
    return each;
  });
  return adopt(read, declared, environment);
};

interface Rendered {
  readonly key: string;
  readonly level: string;
  readonly args: MonitorDeclaration["args"] | AlarmDeclaration["args"];
}

/** What up would make of the pasted text, where the plan takes it. */
const render = (module: string): readonly Rendered[] => {
  const plan = resolvePlan({ services: run(module), emission: {} }, policies, environment);
  // A runbook and an emitter are still to be written.
  const faults = checkPlan(plan, {}, environment).filter(({ what }) => !/^(the runbook|nothing emits) /.test(what));
  expect(faults).toEqual([]);
  const context: RenderContext = { environment, routeOf: ({ priority }) => plan.routes[priority], quiet: [] };
  return plan.signals.flatMap((each) =>
    each.measures.flatMap((measure) => {
      const watch = { signal: each, measure, source: measure.source, role: "first" } as Watch<never>;
      const vendor = measure.source.vendor === "datadog" ? datadogVendor : cloudWatchVendor;
      expect(vendor.accepts(watch)).toBeUndefined();
      return vendor.render(watch, context).map(({ name, args }) => ({
        key: each.id,
        level: name.split(".").at(-1) ?? "",
        args: args as Rendered["args"],
      }));
    }),
  );
};

/** A search or a scope as the condition that it is, by JavaScript's own operators. */
const evaluate = (text: string, and: string): ((holds: (term: string) => boolean) => boolean) => {
  const tokens = text.match(/[()!,]|-(?=\S)|"[^"]*"|[^\s()!,]+:\[[^\]]*\]|[^\s(),]+/g) ?? [];
  const code = tokens.map((token, index) => {
    const operand = `holds(${JSON.stringify(token)})`;
    if (token === "OR") return "||";
    if (token === "," || token === ")") return token === "," ? "&&" : ")";
    const before = tokens[index - 1];
    const joined = index > 0 && and === " " && before !== "(" && before !== "OR" && before !== "-" ? "&&" : "";
    return `${joined}${token === "(" ? "(" : token === "-" || token === "!" ? "!" : operand}`;
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- terms are quoted
  return new Function("holds", `return ${code.join("") || "true"}`) as (holds: (term: string) => boolean) => boolean;
};

const firesAt = (sign: string, number: number, value: number): boolean =>
  ({ ">": value > number, ">=": value >= number, "<": value < number })[sign] ?? false;

/** On both sides of a number; where things are counted there are no halves. */
const around = (number: number, whole: boolean): readonly number[] =>
  [-2, -1, -0.5, -0.001, 0, 0.001, 0.5, 1, 2]
    .map((step) => (whole ? Math.round(number + step) : number + step))
    .filter((value) => value >= 0);

const sameNumbers = (a: readonly [string, number], b: readonly [string, number], whole: boolean): boolean =>
  [...around(a[1], whole), ...around(b[1], whole)].every((value) => firesAt(...a, value) === firesAt(...b, value));

const isSameMonitor = (made: MadeMonitor, args: MonitorDeclaration["args"], index: number): boolean => {
  const query = textOf(args.query);
  const whole = made.form === "log lines";
  const scoped = whole ? /(?<=^logs\(")(?:[^"\\]|\\.)*/ : /(?<=\{).*(?=\})/;
  const [text = ""] = scoped.exec(query) ?? [];
  const [, last = "", compared = "", at = ""] = /last[_(]"?(\w+)"?\).* (>=|>|<) (\S+)$/.exec(query) ?? [];
  const looked = query
    .replace(scoped, "")
    .replace('logs("")', "logs()")
    .replace(/ (>=|>|<) \S+$/, "")
    .replace(/last_\w+|\.last\("\w+"\)/, "");
  const bound = made.bounds[index];
  const filter = evaluate(text.replaceAll(String.raw`\"`, '"'), whole ? " " : ",");
  const assignments = Array.from({ length: 2 ** made.terms.length }, (_, bits) => (term: string) => {
    const place = made.terms.indexOf(term);
    if (place < 0) throw new Error(`no such term: ${term}`);
    return (bits >> place) % 2 === 1;
  });
  const silence = whole ? args.onMissingData : String(args.notifyNoData);
  return (
    bound !== undefined &&
    looked === made.looked &&
    last === spelt(made.minutes) &&
    sameNumbers([compared, Number(at)], [bound.sign, bound.number], whole) &&
    assignments.every((holds) => filter(holds) === made.filter(holds)) &&
    silence === made.silence &&
    (args.draftStatus !== "draft") === made.live
  );
};

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
};

const isSameAlarm = (made: MadeAlarm, args: AlarmDeclaration["args"]): boolean => {
  const [bound] = made.bounds;
  const metric = args.metricQueries?.find((each) => each.metric !== undefined)?.metric ?? args;
  const width = args.metricQueries?.map(({ expression }) => /BAND\(\w+, (.*)\)/.exec(textOf(expression))?.[1]).join("");
  const asked = {
    ...{ namespace: metric.namespace, metricName: metric.metricName, dimensions: metric.dimensions },
    stat: "stat" in metric ? metric.stat : (args.statistic ?? args.extendedStatistic),
  };
  const [sign, ours] = [signs[bound?.sign ?? ""], signs[textOf(args.comparisonOperator)]];
  return (
    bound !== undefined &&
    inOneOrder(asked) === inOneOrder(made.metric) &&
    inOneOrder([args.datapointsToAlarm, args.evaluationPeriods, metric.period]) === inOneOrder(made.points) &&
    (sign === undefined
      ? args.comparisonOperator === bound.sign && width === String(bound.number)
      : ours !== undefined && sameNumbers([ours, Number(args.threshold)], [sign, bound.number], false)) &&
    args.treatMissingData === made.silence &&
    args.region === "eu-west-3" &&
    (args.alarmActions ?? []).length > 0 === made.live
  );
};

/** In one order of keys. */
const inOneOrder = (value: object): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

const isSame = (made: Made, { args }: Rendered, index: number): boolean =>
  made.vendor === "datadog"
    ? "query" in args && isSameMonitor(made, args, index)
    : "comparisonOperator" in args && isSameAlarm(made, args);

describe("300 exports at random", () => {
  it("become rows of every kind that adopt writes, and none that differs from its source", () => {
    const kinds = new Map<string, number>();
    const tell = (word: string): void => void kinds.set(word, (kinds.get(word) ?? 0) + 1);
    for (const made of madeExports("prod", 300, 17)) {
      const report = adoptAll(made);
      const { rows, unsayable } = report.proposals;
      // Each is somewhere, and once.
      expect(
        [...rows.flatMap(({ from }) => from), ...unsayable.map(({ existing }) => existing.name)].toSorted(),
      ).toEqual(
        made
          .map(({ name }) => name)
          .filter((name) => ![...report.matches, ...report.duplicates].some(({ existing }) => existing.name === name))
          .toSorted(),
      );
      for (const { why } of unsayable) expect(why).toMatch(/\S/);
      for (const { existing } of report.matches)
        expect(made.find(({ name }) => name === existing.name)?.odd).toBe(false);
      if (rows.length === 0) continue;
      const rendered = render(toModule(report.proposals));
      for (const row of rows) {
        const sources = made.filter(({ name }) => row.from.includes(name));
        const own = rendered.filter(({ key }) => key === `${row.service}.${row.key}`);
        const pairs = sources.flatMap((source) =>
          source.bounds.map((_, index) => ({ source, index, same: own.filter((each) => isSame(source, each, index)) })),
        );
        expect(sources.filter(({ odd }) => odd)).toEqual([]);
        // Each number of each source is a level, and no level is anything else.
        for (const { source, index, same } of pairs)
          if (same.length === 0) throw new Error(`${JSON.stringify(source)} ${index} is none of ${row.code}`);
        expect(new Set(pairs.flatMap(({ same }) => same))).toEqual(new Set(own));
        tell(/kind: "(\w+)"/.exec(row.code)?.[1] ?? "");
        if (own.length > 1) tell("two levels");
        if (row.code.includes(`stage: "draft"`)) tell("draft");
        if (/search: "[^"]*OR/.test(row.code)) tell("OR");
      }
    }
    for (const word of ["utilisation", "count", "outlier_client", "anomaly", "two levels", "draft", "OR"])
      expect([word, (kinds.get(word) ?? 0) > 3]).toEqual([word, true]);
  });
});
