import { ref, type Reference } from "../model/late";
import type { Priority } from "../model/priority";
import { PLAIN_TEXT, SLACK_TEXT, SUMMARY } from "./message";
import { destinationName, integrationKey, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/watch";
import type { ContactPointDeclaration, PrometheusDeclaration } from "./declaration";

/**
 * Where Grafana's rules live and whom they tell. Each rule names its contact point itself; the notification policy is one tree
 * for the whole organisation, overwritten as a whole by whoever writes it, and stays out of this.
 */
export const renderRouting = (
  destinations: readonly Destination[],
  context: RenderContext,
): readonly PrometheusDeclaration[] =>
  destinations.length === 0
    ? []
    : [renderFolder(context), ...destinations.map((destination) => renderContactPoint(destination, context))];

const FOLDER = "alerts";

export const folderUid = (): Reference => ref("grafana:oss/folder:Folder", FOLDER, "uid");

export const contactPointName = (destination: Pick<Destination, "service" | "priority">): Reference =>
  ref("grafana:alerting/contactPoint:ContactPoint", destinationName(destination), "name");

export const renderFolder = ({ environment }: RenderContext): PrometheusDeclaration => ({
  vendor: "prometheus",
  type: "grafana:oss/folder:Folder",
  name: FOLDER,
  args: {
    title: `Driplo alerts (${environment.name})`,
    uid: `driplo-${environment.name}-${FOLDER}`,
    // What others have put there is not ours to delete.
    preventDestroyIfNotEmpty: true,
  },
});

/** Recovery goes where the alert went: `disableResolveMessage` is false everywhere by default. */
const renderContactPoint = (destination: Destination, context: RenderContext): ContactPointDeclaration => {
  const { environment, routeOf } = context;
  const route = routeOf(destination);
  const channels = new Set(route.steps.flatMap((step) => step.channels));
  const name = destinationName(destination);
  return {
    vendor: "prometheus",
    type: "grafana:alerting/contactPoint:ContactPoint",
    name,
    // The provider marks the keys within these, and Pulumi the whole list only where it is told to.
    secretOutputs: ["pagerduties", "slacks"],
    args: {
      // Of the whole organisation, whatever the folder.
      name: `driplo-${environment.name}-${name}`,
      ...(route.pages ? { pagerduties: [renderPage(destination)] } : {}),
      ...(channels.has("slack") ? { slacks: [renderSlack(destination, context)] } : {}),
      ...(channels.has("email")
        ? { emails: [{ addresses: [environment.email], singleEmail: true, subject: SUMMARY, message: PLAIN_TEXT }] }
        : {}),
    },
  };
};

/** PagerDuty's severities (Events API v2); how loud a page is stands in the service's urgency. */
const severities: Readonly<Record<Priority, string>> = { P0: "critical", P1: "critical", P2: "error", P3: "warning" };

const renderPage = (destination: Destination) => ({
  integrationKey: integrationKey(destination, "prometheus"),
  severity: severities[destination.priority],
  component: destination.service,
  summary: SUMMARY,
  details: { message: PLAIN_TEXT },
});

const renderSlack = ({ priority }: Destination, { environment }: RenderContext) => ({
  token: environment.grafana.slackToken,
  // By id: a channel that is renamed stays the same.
  recipient: environment.slack.channels[priority].id,
  title: SUMMARY,
  text: SLACK_TEXT,
});
