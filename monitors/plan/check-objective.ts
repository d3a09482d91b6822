import { emitterOf, type Emission } from "../model/emission";
import { priorities } from "../model/priority";
import { formatQuantity, inCanonicalUnit, minutes, ratioOf } from "../model/quantity";
import { allowedShare, burnTiers, highestBurnRate } from "./burn-rate";
import type { Diagnostic } from "./diagnostic";
import type { MonitoringPlan, PlannedObjective, PlannedTier } from "./plan";
import { checkEmitted, checkRunbookExists, checkTexts, reporter, type Report } from "./report";

/** What is wrong with an objective, whoever evaluates it. */
export const checkObjective = (
  plan: MonitoringPlan,
  objective: PlannedObjective,
  emission: Emission,
  runbooks: ReadonlySet<string>,
): readonly Diagnostic[] => {
  const report = reporter(plan, objective);
  const target = checkTarget(objective, report);
  return [
    ...checkId(plan, objective, report),
    ...checkTexts(objective, ["title", "impact", "firstAction", "good"], report),
    ...checkRunbookExists(objective, runbooks, report),
    ...checkEmitted({ name: objective.id, source: objective.source }, emission, report),
    ...target,
    // Without a budget the arithmetic below says nothing.
    ...(target.length > 0
      ? []
      : [
          ...checkScrape(objective, emission, report),
          ...objective.tiers.flatMap((tier) => checkRate(objective, tier, report)),
        ]),
    ...objective.tiers.flatMap((tier) => checkMinimum(tier, report)),
    ...checkOrder(objective, report),
    ...checkOff(objective, report),
  ];
};

const ID = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

const checkId = ({ signals }: MonitoringPlan, { id }: PlannedObjective, report: Report): readonly Diagnostic[] => [
  ...(ID.test(id)
    ? []
    : [
        report({
          what: `the id ${id} is not of the form service.key`,
          rule: "ids are small letters, digits and underscores",
        }),
      ]),
  ...(signals.some((signal) => signal.id === id)
    ? [
        report({
          what: "a signal has this id too",
          rule: "an id is of one row",
          remedy: "give one of them another key",
        }),
      ]
    : []),
];

const checkTarget = ({ target }: PlannedObjective, report: Report): readonly Diagnostic[] => {
  const amount = inCanonicalUnit(target);
  return amount > 0 && amount < 100
    ? []
    : [
        report({
          what: `the target is ${formatQuantity(target)}`,
          rule: "a target is above 0 % and below 100 %: at 100 % there is no budget to spend",
        }),
      ];
};

/** How often Supabase's metrics are read (infra/integrations/supabase). */
const BETWEEN_SCRAPES = minutes(1);

/** A look now and then is no event: one that fails weighs as much as a minute of failures, and may be the scrape's own. */
const checkScrape = (
  { source, target }: PlannedObjective,
  emission: Emission,
  report: Report,
): readonly Diagnostic[] => {
  if (!source.reads.some((feed) => emitterOf(emission, feed)?.by === "scrape")) return [];
  const { longWindow } = burnTiers.one_hour;
  const looks = ratioOf(longWindow, BETWEEN_SCRAPES);
  const times = Math.round(1 / looks / allowedShare(target));
  return [
    report({
      what: `it counts scrapes, one each ${formatQuantity(BETWEEN_SCRAPES)}: one missed of the ${looks} in ${formatQuantity(longWindow)} is ${times} times the rate that ${formatQuantity(target)} allows`,
      rule: "an objective counts events one by one, such as requests or calls",
      remedy: "count the calls of those who use it (datadog.spans)",
    }),
  ];
};

const checkRate = (
  { target }: PlannedObjective,
  { name, burnRate }: PlannedTier,
  report: Report,
): readonly Diagnostic[] =>
  burnRate < highestBurnRate(target)
    ? []
    : [
        report({
          name,
          what: `it tells above ${burnRate} times the allowed rate; with every event bad ${formatQuantity(target)} is missed by ${highestBurnRate(target)} times`,
          rule: "a tier's burn rate is below 1 ÷ (1 − target), or it can never tell",
          remedy: "switch the tier off with a reason, or raise the target",
        }),
      ];

const checkMinimum = ({ name, minimumBadEvents }: PlannedTier, report: Report): readonly Diagnostic[] => {
  const amount = inCanonicalUnit(minimumBadEvents);
  return Number.isInteger(amount) && amount >= 1
    ? []
    : [
        report({
          name,
          what: `the least number of bad events is ${formatQuantity(minimumBadEvents)}`,
          rule: "a tier wants a whole number of bad events, at least 1, before it tells",
        }),
      ];
};

/** The faster the budget goes, the sooner somebody must look. */
const checkOrder = ({ tiers }: PlannedObjective, report: Report): readonly Diagnostic[] =>
  tiers.flatMap((tier, index) => {
    const faster = tiers[index - 1];
    return faster === undefined || priorities.indexOf(tier.priority) >= priorities.indexOf(faster.priority)
      ? []
      : [
          report({
            name: tier.name,
            what: `it is ${tier.priority}, and the faster ${faster.tier} is ${faster.priority}`,
            rule: "a slower tier is never more urgent than a faster one",
          }),
        ];
  });

const checkOff = ({ id, tiers, switchedOff }: PlannedObjective, report: Report): readonly Diagnostic[] => [
  ...switchedOff
    .filter(({ reason }) => reason.trim() === "")
    .map(({ tier }) =>
      report({
        name: `${id}.${tier}`,
        what: "it is switched off without a reason",
        rule: "whoever reads the plan learns why nobody is told",
        remedy: `write the reason into tiers.${tier}.off`,
      }),
    ),
  ...(tiers.length === 0
    ? [
        report({
          what: "all of its tiers are off",
          rule: "somebody hears of an objective that will be missed",
          remedy: "switch a tier on",
        }),
      ]
    : []),
];
