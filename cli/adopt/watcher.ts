import { stripVTControlCharacters } from "node:util";
import { withShownAddresses } from "../shared/address";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import type { Term } from "./cloudwatch-metrics";
import type { Parts } from "./parts";
import type { Condition } from "./datadog-query";

/** A monitor or an alarm in words that can be compared, whether somebody made it by hand or the catalogue declares it. */
export interface Watcher {
  readonly vendor: "datadog" | "cloudwatch";
  /** Undefined where the query is not one we read. */
  readonly parts: Parts | undefined;
  /** The parts and the side on which it is bad, without threshold and window. Undefined as the parts are. */
  readonly subject: string | undefined;
  /** In the unit of the data; of a band, its deviations. */
  readonly threshold: number | undefined;
  /** How it is held against the number, in the vendor's own sign or word. */
  readonly comparison: string;
  /** Of things counted `>= 5` is `> 4`. */
  readonly whole: boolean;
  /** "5m"; "3 of 5 × 60 s". */
  readonly window: string;
  readonly missingData: string;
  /** Datadog's 1 to 5. */
  readonly priority: string | undefined;
  /** Datadog's tags of a monitor; CloudWatch's actions. */
  readonly told: readonly string[];
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  /** "live", "tells nobody", or what else keeps it from telling. */
  readonly state: string;
  /** The unit of the data in the vendor's word. Undefined where it is not said: an alarm then takes what there is. */
  readonly unit: string | undefined;
  /** What makes it fire or end sooner or later. */
  readonly timing: Parts;
}

/** One of an export. */
export interface Existing extends Watcher {
  readonly form: "monitor" | "metric alarm" | "composite alarm";
  /** By which its vendor knows it. */
  readonly id: string;
  readonly name: string;
  /** The vendor's own word: `query alert`, which `metric alert` is too. */
  readonly type: string;
  /** A second, lower threshold in the same monitor. */
  readonly warning: number | undefined;
  /** Handles in the message: `@slack-ops`. */
  readonly handles: readonly string[];
  /** What it tells people, as plain text. */
  readonly message: string;
  /** What a row could be made of; or why none can. */
  readonly asks: Asks;
}

export type Asks =
  | { readonly of: "datadog"; readonly type: string; readonly condition: Condition | undefined }
  | { readonly of: "cloudwatch"; readonly terms: readonly Term[]; readonly operator: string; readonly seconds: number }
  | { readonly not: string };

/** One that the catalogue declares. */
export interface Declared extends Watcher {
  /** Pulumi's type token and logical name. */
  readonly type: string;
  /** The vendor's own word, as `Existing.type`. */
  readonly vendorType: string;
  readonly name: string;
  /** The name that the vendor shows, and by which CloudWatch knows it. */
  readonly shown: string;
  /** What it is made for; a part of a composite, or an objective's, has none. */
  readonly level?: { readonly signal: PlannedSignal; readonly measure: PlannedMeasure; readonly level: PlannedLevel };
}

/** "> 4", and the same for whatever fires at the same numbers. */
export const boundOf = ({ comparison, whole }: Pick<Watcher, "comparison" | "whole">, threshold: number): string => {
  const sign = signs[comparison] ?? comparison;
  if (whole && sign === ">=") return `> ${Math.ceil(threshold) - 1}`;
  if (whole && sign === ">") return `> ${Math.floor(threshold)}`;
  return `${sign} ${threshold}`;
};

/** As it is written: ">= 5". */
export const wordBound = ({ comparison }: Pick<Watcher, "comparison">, threshold: number): string =>
  `${signs[comparison] ?? comparison} ${threshold}`;

/** ComparisonOperator (@aws-sdk/client-cloudwatch, dist-types/models/enums.d.ts) in Datadog's signs. */
const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

/** What came out of a file: what was read, and what could not be. */
export interface Export {
  readonly items: readonly Existing[];
  /** Items that could not be read, each a line. */
  readonly faults: readonly string[];
}

/** Text of an export, harmless in a terminal and in a comment of a program: no control characters, no line breaks. */
export const plainText = (text: string): string =>
  withShownAddresses(stripVTControlCharacters(text))
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** A number in a vendor's JSON, which some clients write as text. */
export const numberFrom = (value: number | string | null | undefined): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

/** Once each: an id that is there twice is a fault already, and its second has no say. */
export const firstOfEach = <T>(items: readonly T[], idOf: (item: T) => string): readonly T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const known = seen.has(idOf(item));
    seen.add(idOf(item));
    return !known;
  });
};
