import { formatQuantity } from "../../monitors/model/quantity";
import { notificationOf } from "../../infra/assembly/vendor-delay";
import { groupBy } from "../../monitors/model/group-by";
import { wordTime } from "../../cli/quality/text";
import { arrivalOf } from "./arrival";
import { verdictsOf, type Figures, type LevelFigures } from "./figures";
import type { Unjudged } from "./play";
import { delaySection, scenarioSection } from "./appendix";
import type { Scenario } from "./scenario";
import { seeds } from "./seeds";
import { after, cannot, changed, definitions } from "./words";

/** Lays out rows as a Markdown table; `markdown-table`'s own signature. */
export type LayOut = (rows: readonly (readonly string[])[], options: { readonly align: readonly string[] }) => string;

/** Figures of the two sets of seeds, those of the unseen second. */
export interface Measured {
  readonly known: Figures;
  readonly unseen: Figures;
  readonly unjudged: readonly Unjudged[];
}

export const keepsAll = ({ known, unseen }: Measured): boolean =>
  [...verdictsOf(known), ...verdictsOf(unseen)].every(({ kept }) => kept);

/** @param layOut markdown-table */
export const toPage = (measured: Measured, scenarios: readonly Scenario[], layOut: LayOut): string =>
  [
    "# Alert quality",
    "",
    "Written by `npm run bench:quality`, which fails where a promise is broken. What would the alerts of `prod` have done, had these things",
    `happened? ${scenarios.length} labelled scenarios are played with every level, each judged as its vendor would judge the resource that is declared for it,`,
    "by data that are as late as that vendor's are. The same seeds give the same page, byte for byte.",
    "",
    ...verdictSection(measured, layOut),
    ...fastSection(measured, layOut),
    ...levelSection(measured, layOut),
    ...unjudgedSection(measured),
    ...definitions,
    "",
    ...delaySection(measured.known),
    ...scenarioSection(scenarios),
    ...changed,
    "",
    ...after,
    "",
    ...cannot,
    "",
  ].join("\n");

const verdictSection = ({ known, unseen }: Measured, layOut: LayOut): readonly string[] => {
  const [first, second] = [verdictsOf(known), verdictsOf(unseen)];
  const kept = first.every((each, index) => each.kept && second[index]?.kept === true);
  return [
    "## Verdict",
    "",
    kept ? "R7 is met on both sets of seeds." : "R7 is **not** met: see what is broken.",
    "",
    layOut(
      [
        ["promise", "target", "known seeds", "unseen seeds", "verdict"],
        ...first.map((each, index) => [
          each.promise,
          each.target,
          each.figure,
          second[index]?.figure ?? "",
          each.kept && second[index]?.kept === true ? "kept" : "**broken**",
        ]),
      ],
      { align: ["l", "l", "r", "r", "l"] },
    ),
    "",
    `Accuracy and false positives are of what opens an incident (P0, P1, P2), as in \`npm run quality\`: ${wordTogether(known, "incidents")}; unseen, ${wordTogether(unseen, "incidents")}.`,
    `Of what rings (P0, P1): ${wordTogether(known, "rings")}; unseen, ${wordTogether(unseen, "rings")}. Of what is read (P3), which R7 does not bind: ${wordTogether(known, "read")}.`,
    `Were an outage counted from its first second, and not from when it has lasted the 30 s that the plan allows, the fast mean would be ${known.fastFromFirstSecond.toFixed(0)} s (unseen ${unseen.fastFromFirstSecond.toFixed(0)} s).`,
    `Seeds: known ${seeds.known}, unseen ${seeds.unseen} (the head of the hash of the commit that fixed the scenarios).`,
    "",
  ];
};

const wordTogether = (figures: Figures, which: "incidents" | "rings" | "read"): string => {
  const { falsePositives, withTooGrave, accuracy, firings, breaches } = figures[which];
  return `accuracy ${accuracy.toFixed(1)} %, false ${falsePositives.toFixed(1)} % (${withTooGrave.toFixed(1)} % with those that are too grave), of ${firings} firings and ${breaches} breaches`;
};

const fastSection = ({ known, unseen }: Measured, layOut: LayOut): readonly string[] => [
  "## The fast signals",
  "",
  "R7's mean is over these, each signal counting alike. Detection is of the critical level.",
  "",
  layOut(
    [
      [
        "signal",
        "priority",
        "window",
        "data after",
        "told after",
        "mean",
        "worst",
        "of",
        "missed",
        "false",
        "too grave",
        "unseen mean",
      ],
      ...known.levels
        .filter(({ played }) => played.isFast)
        .map((each) => [
          `\`${each.played.signal}\``,
          each.played.level.priority,
          windowOf(each),
          seconds(arrivalOf(each.played.measure, each.played.level)),
          seconds(notificationOf(each.played.measure.source.vendor).seconds),
          wordMean(each),
          seconds(Math.round(each.detection?.worst ?? 0)),
          String(each.detection?.of ?? 0),
          String(missedOf(each)),
          String(each.false),
          String(each.tooGrave),
          wordMean(sameIn(unseen, each)),
        ]),
    ],
    { align: ["l", "l", "l", "r", "r", "r", "r", "r", "r", "r", "r", "r"] },
  ),
  "",
];

const windowOf = ({ played: { measure, level } }: LevelFigures): string =>
  level.sooner === undefined
    ? formatQuantity(measure.window)
    : `${formatQuantity(measure.window)}, or ${formatQuantity(level.sooner.window)} of ${formatQuantity(level.sooner.minimumTraffic)}`;

const seconds = (amount: number): string => `${amount} s`;

const wordMean = (each: LevelFigures | undefined): string =>
  each?.detection === undefined
    ? ""
    : `${each.detection.mean.toFixed(0)} ± ${seconds(Math.round(each.detection.within))}`;

const missedOf = ({ recall }: LevelFigures): number =>
  recall === undefined ? 0 : Math.round(recall.of * (1 - recall.share));

const sameIn = ({ levels }: Figures, { played }: LevelFigures): LevelFigures | undefined =>
  levels.find((each) => each.played.level.name === played.level.name);

const levelSection = ({ known, unseen }: Measured, layOut: LayOut): readonly string[] => [
  "## Every level",
  "",
  "A budget is the window, the vendor's delay, the pace at which it evaluates, and the notification; the mean must keep it. Shares stand with",
  "their 95 % intervals (Wilson). False positives per week are of a week in which nothing is breached.",
  "",
  ...[...groupBy(known.levels, ({ played }) => played.service)].flatMap(([service, levels]) => [
    `### ${service}`,
    "",
    layOut(
      [
        [
          "level",
          "priority",
          "by",
          "mean",
          "worst",
          "budget",
          "told of",
          "right",
          "false a week",
          "unseen mean",
          "unseen false a week",
          "",
        ],
        ...levels.map((each) => rowOf(each, sameIn(unseen, each))),
      ],
      { align: ["l", "l", "l", "r", "r", "r", "r", "r", "r", "r", "r", "l"] },
    ),
    "",
  ]),
];

const rowOf = (each: LevelFigures, other: LevelFigures | undefined): readonly string[] => [
  `\`${each.played.level.name}\``,
  each.played.level.priority,
  each.played.measure.source.vendor,
  wordTime(each.detection?.mean ?? null),
  wordTime(each.detection?.worst ?? null),
  each.played.isFast ? "R7" : wordTime(each.played.budget),
  wordShare(each.recall),
  wordShare(each.precision),
  perWeek(each),
  wordTime(other?.detection?.mean ?? null),
  other === undefined ? "" : perWeek(other),
  each.played.isFast || (each.keepsBudget && other?.keepsBudget === true) ? "" : "**late**",
];

const wordShare = (share: LevelFigures["recall"]): string =>
  share === undefined
    ? "none"
    : `${(100 * share.share).toFixed(0)} % of ${share.of} (${(100 * share.low).toFixed(0)}–${(100 * share.high).toFixed(0)})`;

const perWeek = ({ false: wrong, quietWeeks }: LevelFigures): string =>
  quietWeeks === 0 ? "" : (wrong / quietWeeks).toFixed(2);

const unjudgedSection = ({ unjudged }: Measured): readonly string[] => [
  "## Not judged",
  "",
  ...(unjudged.length === 0
    ? ["Every level of a signal is judged; burn rates of objectives are not played."]
    : [
        "Nothing here evaluates these from a series:",
        "",
        ...unjudged.map(({ name, vendor, kind }) => `- \`${name}\` (${vendor}, ${kind.replaceAll("_", " ")})`),
      ]),
  "",
];
