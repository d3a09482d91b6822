import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import { beatTag } from "../../../monitors/datadog/heartbeat";
import { inSeconds } from "../../../monitors/model/quantity";
import { BEAT_EVERY, beatName, bridgeHandle, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";
import { integrationKey } from "../logs/archive";

/**
 * Datadog's beat. A monitor tells only when its state changes, and tells again at the earliest after ten minutes; so a test that
 * runs every five makes a metric that comes and goes, and a monitor of it that alerts and recovers with each run. What that
 * proves: tests run, metrics come in, monitors are evaluated, and notifications leave.
 */
export const renderDatadogBeat = (context: RenderContext): readonly DatadogDeclaration[] => [
  renderBridge(context),
  renderRuns(context),
  renderFlip(context),
];

/**
 * Datadog makes the partner's source in an account that is integrated with it: the owner's is, another by hand (docs/bootstrap.md).
 * The bus is ours to make, so that Datadog's role there needs no permission for it.
 */
const renderBridge = ({ environment }: RenderContext): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:aws/integrationEventBridge:IntegrationEventBridge",
  name: HEARTBEAT,
  after: environment.ownsAccount ? [integrationKey] : [],
  args: {
    accountId: environment.aws.accountId,
    region: environment.aws.region,
    eventGeneratorName: beatName(environment.name, "datadog"),
    createEventBus: false,
  },
});

/** That it runs is the beat, and not what it finds: whether the API is well, others say. */
const renderRuns = ({ environment }: RenderContext): DatadogDeclaration => {
  const name = beatName(environment.name, "datadog");
  return {
    vendor: "datadog",
    type: "datadog:index/syntheticsTest:SyntheticsTest",
    name: HEARTBEAT,
    args: {
      name,
      type: "api",
      subtype: "http",
      status: "live",
      message: "A beat of Datadog's own; nobody is told.",
      tags: [beatTag("datadog"), `env:${environment.name}`],
      locations: ["aws:eu-west-3"],
      requestDefinition: { method: "GET", url: `https://${environment.identities.apiHost}/health`, timeout: 10 },
      assertions: [{ type: "responseTime", operator: "lessThan", target: "10000" }],
      optionsList: { tickEvery: inSeconds(BEAT_EVERY), monitorName: name },
    },
  };
};

/**
 * Two minutes with a run, three without. Alert and recovery both go over the bridge.
 * @see https://docs.datadoghq.com/synthetics/guide/using-synthetic-metrics/ (synthetics.test_runs, with the tags of its test)
 */
const renderFlip = ({ environment }: RenderContext): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/monitor:Monitor",
  name: HEARTBEAT,
  args: {
    name: beatName(environment.name, "datadog"),
    type: "query alert",
    query: `sum(last_2m):default_zero(sum:synthetics.test_runs{${beatTag("datadog")},env:${environment.name}}.as_count()) > 0`,
    message: bridgeHandle,
    monitorThresholds: { critical: "0" },
    notifyNoData: false,
    requireFullWindow: false,
    includeTags: false,
    notifyAudit: false,
    // No priority, so that no rule routes it.
    tags: [beatTag("datadog"), `env:${environment.name}`],
  },
});
