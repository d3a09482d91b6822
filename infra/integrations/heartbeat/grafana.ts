import { ref } from "../../../monitors/model/late";
import { inMinutes } from "../../../monitors/model/quantity";
import { BEAT_EVERY, beatName, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";
import type { PrometheusDeclaration } from "../../../monitors/prometheus/declaration";
import { stagesOfMetrics, uidOf } from "../../../monitors/prometheus/render";
import { CHECK_IN, checkInUrl } from "./check-in";

/**
 * Grafana's beat. A rule that always fires is told again every five minutes, to a contact point that checks in at Sentry. What that
 * proves: the data source answers, rules are evaluated, notifications leave.
 */
export const renderGrafanaBeat = (context: RenderContext): readonly PrometheusDeclaration[] => [
  {
    // A folder of its own: that of the rows' rules is made where there are such rules.
    vendor: "prometheus",
    type: FOLDER,
    name: HEARTBEAT,
    args: {
      title: `Driplo heartbeat (${context.environment.name})`,
      uid: beatName(context.environment.name, "prometheus"),
      preventDestroyIfNotEmpty: true,
    },
  },
  renderPoint(context),
  renderRule(context),
];

const FOLDER = "grafana:oss/folder:Folder";
const POINT = "grafana:alerting/contactPoint:ContactPoint";

const renderPoint = ({ environment }: RenderContext): PrometheusDeclaration => ({
  vendor: "prometheus",
  type: POINT,
  name: HEARTBEAT,
  args: {
    name: beatName(environment.name, "prometheus"),
    webhooks: [
      {
        url: checkInUrl(environment, "prometheus"),
        httpMethod: "POST",
        payload: { template: CHECK_IN },
        disableResolveMessage: true,
      },
    ],
  },
});

/** A group is looked at each minute, and told again at the first look after the interval: every five to six minutes. */
const renderRule = ({ environment }: RenderContext): PrometheusDeclaration => ({
  vendor: "prometheus",
  type: "grafana:alerting/ruleGroup:RuleGroup",
  name: HEARTBEAT,
  args: {
    name: HEARTBEAT,
    folderUid: ref(FOLDER, HEARTBEAT, "uid"),
    intervalSeconds: 60,
    rules: [
      {
        uid: uidOf(environment.name, HEARTBEAT),
        name: beatName(environment.name, "prometheus"),
        ...stagesOfMetrics({ value: "vector(1)", side: "above", than: 0 }, environment),
        for: "0s",
        noDataState: "OK",
        execErrState: "KeepLast",
        isPaused: false,
        notificationSettings: {
          contactPoint: ref(POINT, HEARTBEAT, "name"),
          groupBies: ["grafana_folder", "alertname"],
          groupWait: "30s",
          groupInterval: "1m",
          repeatInterval: `${inMinutes(BEAT_EVERY)}m`,
        },
      },
    ],
  },
});
