import {
  referenceOf,
  textOf,
  transitions,
  sortLinks,
  brokenIn,
  referredIn,
  type Ending,
  type FollowIn,
  type Link,
} from "../plan/following";
import { broken } from "../plan/refusal";
import type { ContactPointDeclaration, PrometheusDeclaration } from "./declaration";

/** Rule → its contact point → who stands in it. */
export const followIn: FollowIn<PrometheusDeclaration> = (declarations) => {
  const pointOf = referredIn(declarations.filter(isContactPoint));
  const alwaysOf = referredIn(declarations.filter(isAlways));
  return (evaluating) => {
    if (evaluating.type !== "grafana:alerting/ruleGroup:RuleGroup") return undefined;
    const [rule] = evaluating.args.rules;
    const point = pointOf(rule?.notificationSettings?.contactPoint);
    const muted = (rule?.notificationSettings?.muteTimings ?? []).some((timing) => alwaysOf(timing) !== undefined);
    const reached = muted ? [] : point === undefined ? [unnamed] : endingsOf(point);
    return {
      ...sortLinks(reached),
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

const ROUTING = "monitors/prometheus/routing.ts";
const lost = brokenIn(ROUTING);

const unnamed = broken(
  "its rule names no declared contact point",
  "a rule without one goes to the organisation's default policy, which is not ours",
  `mend ${ROUTING}`,
);

const endingsOf = ({ name, args }: ContactPointDeclaration): readonly Link[] => {
  const via = [`Grafana contact point ${name}`];
  const tellsOf = (disableResolveMessage: unknown) =>
    disableResolveMessage === true ? (["alert", "no data"] as const) : transitions;
  return [
    ...(args.pagerduties ?? []).map(({ integrationKey, disableResolveMessage }): Link => {
      const key = referenceOf(integrationKey);
      return key === undefined
        ? lost(`contact point ${name} has no integration's key`)
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
