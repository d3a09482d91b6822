import { keyOf } from "../declaration/declaration";
import { referenceOf, targetOf, textOf, transitions, type Ending, type FollowIn } from "../plan/following";
import { broken } from "../plan/refusal";
import type { Refusal } from "../plan/refusal";
import type { ContactPointDeclaration, PrometheusDeclaration } from "./declaration";

/** Rule → its contact point → who stands in it. */
export const followIn: FollowIn<PrometheusDeclaration> = (declarations) => {
  const points = new Map(declarations.filter(isContactPoint).map((point) => [keyOf(point), point]));
  const never = new Set(declarations.filter(isAlways).map(keyOf));
  return (evaluating) => {
    if (evaluating.type !== "grafana:alerting/ruleGroup:RuleGroup") return undefined;
    const [rule] = evaluating.args.rules;
    const named = referenceOf(rule?.notificationSettings?.contactPoint);
    const point = named === undefined ? undefined : points.get(targetOf(named));
    const muted = (rule?.notificationSettings?.muteTimings ?? []).some((timing) => {
      const reference = referenceOf(timing);
      return reference !== undefined && never.has(targetOf(reference));
    });
    const reached = muted ? [] : point === undefined ? [unnamed] : endingsOf(point);
    return {
      endings: reached.filter((each): each is Ending => "channel" in each),
      broken: reached.filter((each): each is Refusal => !("channel" in each)),
      says: rule?.noDataState === "NoData" ? transitions : ["alert", "recovery"],
      holdsSeconds: secondsOf(textOf(rule?.for)),
    };
  };
};

const isContactPoint = (each: PrometheusDeclaration): each is ContactPointDeclaration =>
  each.type === "grafana:alerting/contactPoint:ContactPoint";

/** A mute timing with an interval that nothing limits. */
const isAlways = (each: PrometheusDeclaration): boolean =>
  each.type === "grafana:alerting/muteTiming:MuteTiming" &&
  (each.args.intervals ?? []).some((interval) => Object.keys(interval).length === 0);

const LINKED = "every link of an alert's way leads to a declared resource";
const RENDERED = "mend monitors/prometheus/routing.ts";

const unnamed = broken(
  "its rule names no declared contact point",
  "a rule without one goes to the organisation's default policy, which is not ours",
  RENDERED,
);

const endingsOf = ({ name, args }: ContactPointDeclaration): readonly (Ending | Refusal)[] => {
  const via = [`Grafana contact point ${name}`];
  const tellsOf = (disableResolveMessage: unknown) =>
    disableResolveMessage === true ? (["alert", "no data"] as const) : transitions;
  return [
    ...(args.pagerduties ?? []).map(({ integrationKey, disableResolveMessage }): Ending | Refusal => {
      const key = referenceOf(integrationKey);
      return key === undefined
        ? broken(`contact point ${name} has no integration's key`, LINKED, RENDERED)
        : { channel: "pagerduty", key, via, tells: tellsOf(disableResolveMessage) };
    }),
    ...(args.slacks ?? []).map(({ recipient, disableResolveMessage }): Ending => ({
      channel: "slack",
      to: textOf(recipient),
      via,
      tells: tellsOf(disableResolveMessage),
      byHand: "Grafana's Slack app is installed, and invited to the channel",
    })),
    ...(args.emails ?? []).flatMap(({ addresses, disableResolveMessage }) =>
      addresses.map((to): Ending => ({ channel: "email", to: textOf(to), via, tells: tellsOf(disableResolveMessage) })),
    ),
  ];
};

/** "3m60s" as Prometheus spells spans. */
const secondsOf = (span: string): number =>
  [...span.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * ({ s: 1, m: 60, h: 3_600, d: 86_400 }[unit ?? "s"] ?? 0),
    0,
  );
