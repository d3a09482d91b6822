import type { DeclaredStack } from "../../../infra/declare";
import { vendors, type StackDeclaration } from "../../../infra/vendors";
import type { Priority } from "../../../monitors/model/priority";
import { inCanonicalUnit } from "../../../monitors/model/quantity";
import { pagingChannels, type Routes } from "../../../monitors/model/route";
import { kindRow } from "../../../monitors/model/signal-kind";
import type { VendorName } from "../../../monitors/model/sources/source";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure } from "../../../monitors/plan/plan";
import type { Telling } from "../../../monitors/plan/telling";
import { lengthsOf, type Lengths, type Way } from "./lengths";

/** What rings: the words that a person would get of each level, from whom and by which channel, read from what was rendered. */

export interface Message {
  /** `payments.failure_rate.critical` */
  readonly name: string;
  readonly priority: Priority;
  readonly vendor: VendorName;
  readonly way: Way;
  readonly subject: string;
  /** Empty where the vendor sends none of ours. */
  readonly text: string;
  readonly note: string | undefined;
  readonly lengths: Lengths;
}

/** When the example began: any moment serves, and one that stays the same makes two runs the same. */
const SINCE = "2026-01-15 03:07";

export const messagesOf = ({
  plan,
  declarations,
}: Pick<DeclaredStack, "plan" | "declarations">): readonly Message[] => {
  const told = toldIn(plan);
  const telling = vendors.map(({ name, tells }) => ({ name, tells: tells(declarations) }));
  return declarations
    .filter((declaration) => declaration.watches !== undefined || declaration.burns !== undefined)
    .flatMap((declaration) => {
      const row = told.get(declaration.name);
      if (row === undefined) return [];
      const example = { amount: row.amount, since: SINCE };
      return telling.flatMap(({ name: vendor, tells }) =>
        tells(declaration, example).flatMap((each) =>
          waysOf(each, vendor, { ...row, name: declaration.name }, plan.routes),
        ),
      );
    });
};

interface Told {
  readonly priority: Priority;
  readonly amount: number;
}

/** Levels and tiers that somebody hears of, by name; drafts tell nobody. */
const toldIn = ({ signals, objectives }: MonitoringPlan): ReadonlyMap<StackDeclaration["name"], Told> =>
  new Map([
    ...signals
      .filter(({ stage }) => stage === "live")
      .flatMap(({ measures }) =>
        measures.flatMap((measure) =>
          measure.levels.map(
            (level) => [level.name, { priority: level.priority, amount: amountOf(measure, level) }] as const,
          ),
        ),
      ),
    ...objectives.flatMap(({ tiers }) =>
      tiers.map(({ name, priority, burnRate }) => [name, { priority, amount: burnRate }] as const),
    ),
  ]);

/** A third beyond the threshold, on its bad side, on which deviations are counted; of what has no number, one. */
const amountOf = ({ kind, minimumTraffic }: PlannedMeasure, { threshold, breach }: PlannedLevel): number => {
  if (kind === "silence") return minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic);
  const at = threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);
  const { atMost: share, comparedWith } = kindRow(kind);
  const beyond = breach === "below" && comparedWith === undefined ? at / BEYOND : at * BEYOND;
  return at === 0 ? 1 : Number((share === undefined ? beyond : Math.min(beyond, NEARLY_ALL)).toPrecision(3));
};

/** Of a share that cannot pass 100 %. */
const NEARLY_ALL = 99;

const BEYOND = 1.3;

/** The channels of the priority's route, whoever of its steps has them. */
const waysOf = (
  { to, subject, text, note }: Telling,
  vendor: VendorName,
  { name, priority }: Told & { readonly name: string },
  routes: Routes,
): readonly Message[] => {
  const channels = new Set(routes[priority].steps.flatMap((step) => step.channels));
  const message = (way: Way): Message => ({
    ...{ name, priority, vendor, way, subject, text, note },
    lengths: lengthsOf(vendor, way, { subject, text }),
  });
  switch (to) {
    case "page":
      return [
        ...([...pagingChannels].some((channel) => channels.has(channel)) ? [message("push")] : []),
        ...(channels.has("sms") ? [{ ...message("sms"), subject: SMS, text: "", note: undefined, lengths: {} }] : []),
      ];
    case "slack":
      return channels.has("slack") ? [message("slack")] : [];
    case "mail":
      return channels.has("email") ? [message("mail")] : [];
  }
};

/**
 * PagerDuty's own, with no word of the incident's: laws of a region decide what stands in it.
 * @see https://support.pagerduty.com/docs/sms-notifications
 */
const SMS =
  "ALRT [incident number]: You were assigned to an incident. Go to PagerDuty to learn more. Reply 4: Ack, 6: Resolve";
