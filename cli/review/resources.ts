import { changedProperties, type Json, type Properties, isProperties } from "../../monitors/declaration/json";
import { replacingProperties, REPLACEMENT_RULES } from "../../monitors/declaration/replacement-rules";
import { canonical } from "./canonical";
import { compareText } from "../../monitors/model/compare-text";
import type { Change } from "./change";
import type { PlanData } from "../plan/data";

export interface ResourceChange {
  readonly action: "create" | "update" | "replace" | "delete";
  readonly vendor: string;
  /** `datadog:index/monitor:Monitor api.cpu.critical` */
  readonly key: string;
  /** Arguments that differ, of an update or a replacement. */
  readonly properties: readonly string[];
}

interface Known {
  readonly vendor: string;
  readonly key: string;
  /** Undefined where the revision did not print it. */
  readonly args: Properties | undefined;
  readonly type: string;
}

const keyOf = ({ type, name }: { readonly type: string; readonly name: string }): string => `${type} ${name}`;

const resourcesOf = ({ resources, declarations }: PlanData): ReadonlyMap<string, Known> => {
  const args = new Map((declarations ?? []).map((each) => [keyOf(each), each.args]));
  return new Map(
    resources.map((each) => [
      keyOf(each),
      { vendor: each.vendor, type: each.type, key: keyOf(each), args: args.get(keyOf(each)) },
    ]),
  );
};

/** What the engine will do. A revision that prints no arguments can only create and delete. */
export const compareResources = (before: PlanData, after: PlanData): readonly ResourceChange[] => {
  const [was, is] = [resourcesOf(before), resourcesOf(after)];
  return [
    ...[...was.values()].filter(({ key }) => !is.has(key)).map((each) => change("delete", each)),
    ...[...is.values()].flatMap((each): readonly ResourceChange[] => {
      const old = was.get(each.key);
      return old === undefined ? [change("create", each)] : compareArguments(old, each);
    }),
  ].toSorted((a, b) => compareText(a.vendor, b.vendor) || compareText(a.key, b.key));
};

const change = (
  action: ResourceChange["action"],
  { vendor, key }: Known,
  properties: readonly string[] = [],
): ResourceChange => ({
  action,
  vendor,
  key,
  properties,
});

const compareArguments = (old: Known, recent: Known): readonly ResourceChange[] => {
  if (old.args === undefined || recent.args === undefined) return [];
  const written = changedProperties(old.args, recent.args);
  // Only what is written otherwise can mean another thing.
  const [was, is] = [meaning(old.args, written), meaning(recent.args, written)];
  const changed = changedProperties(was, is);
  if (changed.length === 0) return [];
  const replacing = REPLACEMENT_RULES[recent.type] === undefined ? [] : replacingProperties(recent.type, was, is);
  return [change(replacing.length > 0 ? "replace" : "update", recent, changed.toSorted())];
};

const meaning = (args: Properties, written: readonly string[]): Properties => ({
  ...args,
  ...Object.fromEntries(
    written.flatMap((key) => {
      const value = args[key];
      return value === undefined ? [] : [[key, canonical(value, key)]];
    }),
  ),
});

/** What is taken away and still used: a reference of the new revision to a resource that only the old one had. */
export const compareUses = (before: PlanData, after: PlanData): readonly Change[] => {
  const [was, is] = [resourcesOf(before), resourcesOf(after)];
  return (after.declarations ?? []).flatMap((declaration) =>
    [...new Set(referencesIn(declaration.args))]
      .filter((key) => was.has(key) && !is.has(key))
      .map((key): Change => ({
        kind: "broken-use",
        where: declaration.name,
        subject: declaration.name,
        what: `${declaration.type} still uses ${key}, which is taken away`,
      })),
  );
};

const referencesIn = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isProperties(value)) return [];
  const { late, type, name } = value;
  return late === "reference" && typeof type === "string" && typeof name === "string"
    ? [`${type} ${name}`]
    : Object.values(value).flatMap(referencesIn);
};
