import { loadEnvironment } from "../infra/environment/load";
import { besidePromtool } from "./beside-promtool";
import { ROOT } from "./root";
import { ratesOf } from "./static-rules";

/** How many samples × rules a second the evaluators judge by plain thresholds, and beside them promtool by a file of rules. */

const { environment } = loadEnvironment(ROOT, "prod");
if (environment === undefined) throw new Error("the configuration of prod has a fault");

process.stdout.write(JSON.stringify({ vendors: ratesOf(environment), file: besidePromtool(environment) }));
