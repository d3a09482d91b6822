import type { Priority } from "../monitors/model/priority";
import { cloudwatch } from "../monitors/model/sources/cloudwatch";
import type { Catalogue, MeasureDefinition, ServiceDefinition, SignalDefinition } from "../monitors/model/signal";

/** Catalogues of any size: the real rows over and over, so that kinds, sources and vendors keep Driplo's proportions. */

/** A large team's service. Destinations and their topics are made by service, so this says how many of those there are. */
const SIGNALS_PER_SERVICE = 50;

interface Template {
  /** Of the real row: `edge.ddos`. */
  readonly id: string;
  readonly key: string;
  readonly row: SignalDefinition;
}

const templatesOf = ({ services }: Catalogue): readonly Template[] =>
  Object.entries(services).flatMap(([service, { signals }]) =>
    Object.entries(signals).map(([key, row]) => ({ id: `${service}.${key}`, key, row: eachMeasure(row, complete) })),
  );

const eachMeasure = (
  row: SignalDefinition,
  change: <M extends MeasureDefinition>(measure: M) => M,
): SignalDefinition =>
  row.measures === undefined
    ? change(row)
    : {
        ...row,
        measures: Object.fromEntries(Object.entries(row.measures).map(([key, measure]) => [key, change(measure)])),
      };

/** Each measure makes two alarms for its vendor: a level that is missing is the other one again. A heartbeat has one by nature. */
const complete = <M extends MeasureDefinition>(measure: M): M =>
  measure.kind === "heartbeat"
    ? measure
    : {
        ...measure,
        warning: announcedNowhere(measure.warning ?? measure.critical),
        critical: announcedNowhere(measure.critical ?? measure.warning),
      };

/** P1 for P0: the status page has words for each P0 by its name (`policies/incidents/components.ts`), and none for a copy. */
const announcedNowhere = <L extends { readonly priority: Priority } | undefined>(level: L): L =>
  level?.priority === "P0" ? { ...level, priority: "P1" } : level;

/** `signals` rows with two levels each, read from the same feeds and written up in the same runbooks as the real ones. */
export const generateCatalogue = (real: Catalogue, signals: number): Catalogue => {
  const templates = withSuppressors(templatesOf(real), signals);
  const services = Array.from({ length: Math.ceil(signals / SIGNALS_PER_SERVICE) }, (_, index) => {
    const first = index * SIGNALS_PER_SERVICE;
    const count = Math.min(SIGNALS_PER_SERVICE, signals - first);
    return [`service_${index}`, generateService(templates, index, first, count)] as const;
  });
  return { ...real, services: Object.fromEntries(services) };
};

/** What keeps a real row quiet does so under the name of its first copy, where there is one. */
const withSuppressors = (templates: readonly Template[], signals: number): readonly Template[] => {
  const firsts = new Map(
    templates.slice(0, signals).map(({ id, key }, index) => {
      const service = `service_${Math.floor(index / SIGNALS_PER_SERVICE)}`;
      return [id, `${service}.${key}_${index % SIGNALS_PER_SERVICE}` as const] as const;
    }),
  );
  return templates.map((template) => {
    const { suppressedBy = [], ...row } = template.row;
    const [first, ...others] = suppressedBy.flatMap((id) => firsts.get(id) ?? []);
    return { ...template, row: first === undefined ? row : { ...row, suppressedBy: [first, ...others] } };
  });
};

const generateService = (
  templates: readonly Template[],
  number: number,
  first: number,
  count: number,
): ServiceDefinition => ({
  title: `Service ${number}`,
  owner: "platform",
  signals: Object.fromEntries(
    Array.from({ length: count }, (_, index) => templates[(first + index) % templates.length])
      .filter((template) => template !== undefined)
      .map(({ key, row }, index) => [`${key}_${index}`, eachMeasure(row, (measure) => renamed(measure, templates))]),
  ),
});

/** A row that looks at other levels looks at those of the first of each row's copies. */
const renamed = <M extends MeasureDefinition>(measure: M, templates: readonly Template[]): M => {
  if (measure.source.type !== "alarms") return measure;
  const { all, any, requires } = measure.source;
  const here = (level: string): string => firstCopy(level, templates);
  const [firstOfAll, ...moreOfAll] = all;
  const [firstOfAny, ...moreOfAny] = any;
  const source = cloudwatch.alarms({
    all: [here(firstOfAll), ...moreOfAll.map(here)],
    any: [here(firstOfAny), ...moreOfAny.map(here)],
    ...(requires === undefined ? {} : { requires }),
  });
  return { ...measure, source };
};

/** `edge.ddos.detected.critical` → `service_0.ddos_37.detected.critical` */
const firstCopy = (level: string, templates: readonly Template[]): string => {
  const at = templates.findIndex(({ id }) => level.startsWith(`${id}.`));
  const template = templates[at];
  if (template === undefined) return level;
  const [service, index] = [Math.floor(at / SIGNALS_PER_SERVICE), at % SIGNALS_PER_SERVICE];
  return `service_${service}.${template.key}_${index}${level.slice(template.id.length)}`;
};
