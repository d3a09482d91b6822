import type { GeneratorValue } from "fast-check";
import { mostly, pick, type Bound, type MadeMonitor } from "./made";
import { filterOf, type Language } from "./made-filter";

const stateOf = (
  g: GeneratorValue,
): { readonly fields: object; readonly options: object; readonly live: boolean; readonly odd: boolean } =>
  mostly(
    g,
    { fields: {}, options: {}, live: true, odd: false },
    { fields: { draft_status: "draft" }, options: {}, live: false, odd: false },
    { fields: {}, options: { silenced: { "*": null } }, live: false, odd: true },
    { fields: { matching_downtimes: [{ id: 7, scope: ["service:cart"] }] }, options: {}, live: false, odd: true },
  );

const boundsOf = (g: GeneratorValue, ...numbers: readonly number[]): readonly Bound[] => {
  const sign = mostly(g, ">", ">=", "<", ">=");
  const number = pick(g, ...numbers);
  const warning = sign === "<" ? number + 1 : number - 2;
  return [{ sign, number }, ...(pick(g, true, false) || warning < 0 ? [] : [{ sign, number: warning }])];
};

const thresholdsOf = ([critical, warning]: readonly Bound[]): object => ({
  critical: critical?.number,
  ...(warning === undefined ? {} : { warning: warning.number }),
});

export const makeLogs = (g: GeneratorValue, name: string, now: string): MadeMonitor => {
  const spaced = pick(g, " ", " AND ");
  const negative = pick(g, "-", "NOT ");
  const terms = [
    ...["service:cart", "service:web", "status:error", "@http.status_code:[500 TO 599]", "@usr.plan:pro*"],
    ...['"card declined"', '"left env:prod behind"'],
  ];
  const language: Language = {
    terms,
    not: (text) => `${negative}${text}`,
    and: spaced,
    or: (texts) => `(${texts.join(" OR ")})`,
  };
  const { text, means } = filterOf(g, now, language);
  const bounds = boundsOf(g, 0, 1, 5, 40, 2.5);
  const minutes = mostly(g, 5, 1, 15, 1_440, 4_320);
  const index = mostly(g, "*", "main");
  const counted = mostly(g, `rollup("count")`, `rollup("cardinality", "@usr.id")`);
  const by = pick(g, "", "", `.by("@network.client.ip")`, `.by("service")`);
  const silence = pick(g, "default", "resolve", "show_and_notify_no_data", "show_no_data");
  const { fields, options, live, odd } = stateOf(g);
  const quoted = text.replaceAll('"', String.raw`\"`);
  const [critical] = bounds;
  return {
    vendor: "datadog",
    name,
    form: "log lines",
    terms: [...terms, ...environments(now)],
    filter: means,
    looked: `logs().index("${index}").${counted}${by}`,
    ...{ minutes, bounds, silence, live, odd },
    item: {
      ...monitorOf(name, "log alert"),
      ...fields,
      query: `logs("${quoted}").index("${index}").${counted}${by}.last("${spelt(minutes)}") ${critical?.sign ?? ""} ${String(critical?.number)}`,
      options: { thresholds: thresholdsOf(bounds), on_missing_data: silence, ...options },
    },
  };
};

const environments = (now: string): readonly string[] => [`env:${now}`, "env:dev", "env:staging"];

export const spelt = (minutes: number): string =>
  minutes % 1_440 === 0 ? `${minutes / 1_440}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;

const monitorOf = (name: string, type: string): object => ({
  id: Number(name.replace("made ", "")) + 1,
  name,
  type,
  message: "Somebody looks.",
  tags: ["service:data-store", "team:a"],
  priority: null,
});

export const makeGauge = (g: GeneratorValue, name: string, now: string): MadeMonitor => {
  const terms = ["service:cart", "service:web", "team:a", "region:eu*"];
  const language = pick<Language>(
    g,
    { terms, not: (text) => `!${text}`, and: ",", or: undefined },
    { terms, not: (text) => `NOT ${text}`, and: " AND ", or: (texts) => `(${texts.join(" OR ")})` },
  );
  const { text, means } = filterOf(g, now, language);
  const bounds = boundsOf(g, 90, 75.5, 5);
  const minutes = mostly(g, 5, 1, 60, 2_880);
  const [time, space] = [mostly(g, "avg", "max", "min"), pick(g, "avg", "avg", "max", "sum")];
  const metric = mostly(g, "system.cpu.user", "system.disk.utilized", "system.disk.in_use", "shop.used_percent");
  const tail = mostly(g, "", " by {host}", ".rollup(max, 60)");
  const silent = pick(g, true, false);
  const { fields, options, live, odd } = stateOf(g);
  const [critical] = bounds;
  return {
    vendor: "datadog",
    name,
    form: "gauge",
    terms: [...terms, ...environments(now)],
    filter: means,
    looked: `${time}():${space}:${metric}{}${tail}`,
    ...{ minutes, bounds, silence: silent ? "false" : "true", live },
    // A share of 1, and a metric of which nobody knows what it is.
    odd: odd || metric === "system.disk.in_use" || metric === "shop.used_percent",
    item: {
      ...monitorOf(name, pick(g, "query alert", "metric alert")),
      ...fields,
      query: `${time}(last_${spelt(minutes)}):${space}:${metric}{${text === "" ? "*" : text}}${tail} ${critical?.sign ?? ""} ${String(critical?.number)}`,
      options: { thresholds: thresholdsOf(bounds), notify_no_data: !silent, ...options },
    },
  };
};
