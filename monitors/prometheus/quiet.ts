import { ref, type Reference } from "../model/late";
import { formatMoment, type PlannedQuiet } from "../plan/quiet";
import type { RenderContext } from "../plan/watch";
import type { PrometheusDeclaration, RuleGroupDeclaration } from "./declaration";

/** Mute timings: Grafana goes on evaluating, and sends nothing while one of a rule's timings holds. */

const MUTE = "grafana:alerting/muteTiming:MuteTiming";
const POINT = "grafana:alerting/contactPoint:ContactPoint";

const DRAFTS = "drafts";

/**
 * Where a draft's rule is sent, and that it never is: a rule that named no contact point would tell the organisation's default
 * policy, which is not ours, and a paused one is not evaluated.
 */
export const draftSettings = { contactPoint: ref(POINT, DRAFTS, "name"), muteTimings: [ref(MUTE, DRAFTS, "name")] };

const isDraft = (each: PrometheusDeclaration): each is RuleGroupDeclaration =>
  each.type === "grafana:alerting/ruleGroup:RuleGroup" &&
  each.args.rules.some(({ notificationSettings }) => notificationSettings?.contactPoint === draftSettings.contactPoint);

/**
 * The contact point that drafts name, and the timing that always holds. A contact point has at least one integration, so this
 * one has the team's list, which never hears of it. https://grafana.com/docs/grafana/latest/alerting/ (mute timings); that an
 * interval without limits holds at all times: provider, mute_timing, "use an empty block to mute all the time".
 */
export const renderDrafts = (
  rendered: readonly PrometheusDeclaration[],
  context: RenderContext,
): readonly PrometheusDeclaration[] =>
  rendered.some(isDraft)
    ? [
        {
          vendor: "prometheus",
          type: POINT,
          name: DRAFTS,
          args: {
            name: `driplo-${context.environment.name}-${DRAFTS}`,
            emails: [{ addresses: [context.environment.email], singleEmail: true }],
          },
        },
        renderTiming(DRAFTS, [{}], context),
      ]
    : [];

const nameOf = ({ key }: PlannedQuiet): string => `quiet.${key}`;

/** The timings that keep a signal quiet, for its rules. */
export const timingsOf = (
  signal: string,
  { quiet }: RenderContext,
): { readonly muteTimings?: readonly Reference[] } => {
  const covering = quiet.filter(({ signals }) => signals.has(signal));
  return covering.length === 0 ? {} : { muteTimings: covering.map((each) => ref(MUTE, nameOf(each), "name")) };
};

/** One for each quiet that a rule of ours names. */
export const renderTimings = (
  rendered: readonly PrometheusDeclaration[],
  context: RenderContext,
): readonly PrometheusDeclaration[] =>
  context.quiet
    .filter(({ signals }) => rendered.some(({ watches }) => watches !== undefined && signals.has(watches.signal)))
    .map((quiet) => ({ ...renderTiming(nameOf(quiet), daysOf(quiet), context), keeps: quiet.key }));

type Timing = Extract<PrometheusDeclaration, { type: typeof MUTE }>;
type Intervals = NonNullable<Timing["args"]["intervals"]>;

const renderTiming = (name: string, intervals: Intervals, { environment }: RenderContext): Timing => ({
  vendor: "prometheus",
  type: MUTE,
  name,
  args: { name: `driplo-${environment.name}-${name}`, intervals },
});

const DAY = 86_400_000;

/** A timing has times of a day: a span is a part of its first day, whole days, and a part of its last, all in UTC. */
const daysOf = ({ from, until }: PlannedQuiet): Intervals => {
  const first = from - (from % DAY);
  const days = Array.from({ length: Math.ceil((until - first) / DAY) }, (_, index) => first + index * DAY);
  return days.map((day) => {
    const [year = "", month = "", dayOfMonth = ""] = formatMoment(day).slice(0, "2026-01-01".length).split("-");
    return {
      years: [year],
      months: [String(Number(month))],
      daysOfMonths: [String(Number(dayOfMonth))],
      times: [{ start: timeOf(Math.max(from, day)), end: until >= day + DAY ? "24:00" : timeOf(until) }],
      location: "UTC",
    };
  });
};

/** "21:00", in UTC. */
const timeOf = (moment: number): string => formatMoment(moment).slice("2026-01-01T".length, "2026-01-01T00:00".length);
