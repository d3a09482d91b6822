import { fieldOf } from "../model/unknown-value";
import { defineCosts, listOf, type PrintedArgs } from "../plan/cost";

const SECONDS_PER_MONTH = (365 * 86_400) / 12;

/**
 * A run from each place. Each step of a test of several is taken for a run of its own: no page that says so could be read, and it is
 * the dearer reading. Retries are left out.
 */
const runsOf = (args: PrintedArgs): number => {
  const every = Number(fieldOf(args["optionsList"], "tickEvery"));
  const steps = Math.max(1, listOf(args["apiSteps"]).length);
  return every > 0 ? Math.round((SECONDS_PER_MONTH / every) * listOf(args["locations"]).length * steps) : 0;
};

export const datadogCosts = defineCosts(
  {
    /** https://www.datadoghq.com/pricing/list/, as quoted there: $5 for 10,000 runs, billed yearly. */
    "API test runs": {
      unit: "run",
      price: {
        dollars: 5 / 10_000,
        source: "https://www.checklyhq.com/blog/how-to-spend-ten-grand-12-bucks-at-a-time/",
        read: "2026-11-23",
      },
    },
    "generated metric": {
      unit: "metric",
      price: undefined,
      unknown: "by its time series, which tags and data decide; quotes of the price differ",
    },
  },
  {
    "datadog:index/syntheticsTest:SyntheticsTest": (args) => [["API test runs", runsOf(args)]],
    "datadog:index/spansMetric:SpansMetric": () => [["generated metric", 1]],
    "datadog:index/rumMetric:RumMetric": () => [["generated metric", 1]],
    "datadog:index/logsMetric:LogsMetric": () => [["generated metric", 1]],
  },
);
