import type { Emission } from "./emission";
import type { Levels, LevelOf } from "./level";
import type { MissingData } from "./missing-data";
import type { ObjectiveDefinition } from "./objective";
import type { Quantity } from "./quantity";
import type { Quiets } from "./quiet";
import type { Seasonality, Side, SignalKind, signalKinds } from "./signal-kind";
import type { Source } from "./sources/source";
import type { Stage } from "./stage";
import type { Team } from "./team";

/** One condition of a signal: a kind, a source, a window and levels. */
export type MeasureDefinition = { readonly [K in SignalKind]: MeasureOf<K> }[SignalKind];

type MeasureOf<K extends SignalKind> = {
  readonly kind: K;
  readonly missingData: MissingData;
  /** Where the number comes from; the vendor of it evaluates. */
  readonly source: Source;
  /** A second vendor, independent of the first, that watches the same. */
  readonly backstop?: Source;
  /** Where the signal's own does not fit. @default the signal's */
  readonly firstAction?: string;
} & Levels<LevelOf<K>> &
  WindowOf<K> &
  StatisticOf<K> &
  TrafficOf<K> &
  SideOf<K> &
  ComparisonOf<K>;

/** The span a decision looks at. @default 5 minutes. An outage is judged over the span it may last, and so is a silence. */
type WindowOf<K extends SignalKind> = (typeof signalKinds)[K] extends { readonly judgedOver: "threshold" }
  ? { readonly window?: never }
  : { readonly window?: Quantity<"duration"> };

type StatisticOf<K extends SignalKind> = (typeof signalKinds)[K]["statistics"] extends readonly []
  ? { readonly statistic?: never }
  : (typeof signalKinds)[K] extends { readonly statistic: "optional" }
    ? { readonly statistic?: (typeof signalKinds)[K]["statistics"][number] }
    : { readonly statistic: (typeof signalKinds)[K]["statistics"][number] };

/** The bad side, where the kind leaves it to the row. */
type SideOf<K extends SignalKind> = (typeof signalKinds)[K]["breach"] extends "chosen"
  ? { readonly side: Side }
  : { readonly side?: never };

/** What the value is compared with: the usual of its hour, day or week; or itself, so long ago. */
type ComparisonOf<K extends SignalKind> = (typeof signalKinds)[K] extends { readonly comparedWith: infer W }
  ? W extends "usual"
    ? { readonly seasonality: Seasonality; readonly against?: never }
    : { readonly seasonality?: never; readonly against: Quantity<"duration"> }
  : { readonly seasonality?: never; readonly against?: never };

/** Fewer events than this in the window, and the measure keeps quiet. */
type TrafficOf<K extends SignalKind> = {
  required: { readonly minimumTraffic: Quantity<"count"> };
  optional: { readonly minimumTraffic?: Quantity<"count"> };
  none: { readonly minimumTraffic?: never };
}[(typeof signalKinds)[K]["traffic"]];

interface SignalText {
  /** For people; may change freely and never replaces a resource. */
  readonly title: string;
  /** What a user of the shop notices, in a sentence. It stands in every message. */
  readonly impact: string;
  /** What whoever is woken does first, in words that need no context: two short sentences. It stands in every message. */
  readonly firstAction: string;
  /** @default live */
  readonly stage?: Stage;
  /**
   * Ids of signals of the same vendor. While one of them fires at its gravest level, this one is quiet: whoever would hear of it
   * has heard of the cause. @default nothing keeps it quiet
   */
  readonly suppressedBy?: readonly [`${string}.${string}`, ...`${string}.${string}`[]];
  /** Page below `runbooks/`. */
  readonly runbook: `${string}.md`;
}

/** A row of the catalogue: one measure written inline, or several by name. */
export type SignalDefinition =
  | (SignalText & MeasureDefinition & { readonly measures?: never })
  | (SignalText & { readonly kind?: never; readonly measures: Readonly<Record<string, MeasureDefinition>> });

export interface ServiceDefinition {
  readonly title: string;
  readonly owner: Team;
  readonly signals: Readonly<Record<string, SignalDefinition>>;
  /** @default none */
  readonly objectives?: Readonly<Record<string, ObjectiveDefinition>>;
}

type KeysOf<T> = T extends T ? keyof T : never;

/** A misspelt field would be ignored in silence: inference of a row's own type admits whatever no member of the union names. */
type NoOthers<Row, Known> = { readonly [Field in Exclude<keyof Row, KeysOf<Known>>]: "no such field" };

type Checked<S extends ServiceDefinition> = {
  readonly signals: {
    readonly [Key in keyof S["signals"]]: NoOthers<S["signals"][Key], SignalDefinition> &
      (S["signals"][Key] extends { readonly measures: infer M }
        ? { readonly measures: { readonly [Name in keyof M]: NoOthers<M[Name], MeasureDefinition> } }
        : unknown);
  };
} & (S extends { readonly objectives: infer O }
  ? {
      readonly objectives: {
        readonly [Key in keyof O]: NoOthers<O[Key], ObjectiveDefinition> &
          (O[Key] extends { readonly tiers: infer T }
            ? { readonly tiers: NoOthers<T, ObjectiveDefinition["tiers"]> }
            : unknown);
      };
    }
  : unknown);

/** A service of the catalogue. Keeps the literal keys, so that an unknown signal id does not compile elsewhere. */
export const defineService = <const S extends ServiceDefinition>(service: S & Checked<S>): S => service;

export type Services = Readonly<Record<string, ServiceDefinition>>;

/** Everything that is measured, and who sends it. */
export interface Catalogue {
  readonly services: Services;
  readonly emission: Emission;
  /** What is kept quiet on purpose, for a time. @default nothing */
  readonly quiet?: Quiets;
}

/** `<service>.<key>` of every objective. */
export type ObjectiveIdOf<S extends Services> = {
  [K in keyof S & string]: S[K] extends { readonly objectives: infer O } ? `${K}.${keyof O & string}` : never;
}[keyof S & string];

/** `<service>.<key>` of every signal. */
export type SignalIdOf<S extends Services> = {
  [K in keyof S & string]: `${K}.${keyof S[K]["signals"] & string}`;
}[keyof S & string];
