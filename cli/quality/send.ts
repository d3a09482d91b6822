import type { Environment } from "../../monitors/model/environment";
import { send } from "../drill/send";
import { askVendor } from "../shared/ask-vendor";
import { CommandError } from "../shared/exit";
import { addressFault, addressOf, neededVariables, type Variables } from "../shared/variables";

/** Where the figures go: Grafana's Prometheus, and Slack. Both keys may write there and nothing else. */

const PUSH = "/api/v1/push/influx/write";

/** A token of an access policy with `metrics:write` alone. */
const PUSH_TOKEN = "DRIPLO_PUSH_TOKEN";

/** @throws CommandError */
export const pushPoints = async (points: string, { grafana }: Environment, variables: Variables): Promise<void> => {
  const token = neededVariables(variables, PUSH_TOKEN)(PUSH_TOKEN);
  const { user, url } = grafana.push;
  await askVendor(
    {
      name: "Grafana",
      address: addressOf(variables, "DRIPLO_PUSH_HOST", url.slice(0, -PUSH.length)),
      headers: { authorization: `Bearer ${user}:${token}`, "content-type": "text/plain" },
      key: PUSH_TOKEN,
    },
    // The same points twice are the same.
    { method: "post", path: PUSH, text: points, repeatable: true },
  );
};

const HOOK = "DRIPLO_QUALITY_SLACK_WEBHOOK";

/** The address of an incoming webhook into one channel. @throws CommandError (usage) */
export const slackHook = (variables: Variables): string => {
  const hook = neededVariables(variables, HOOK)(HOOK);
  const fault = addressFault(hook);
  if (fault !== undefined) throw new CommandError("usage", `${HOOK} ${fault}`);
  return hook;
};

const TIMEOUT = 10_000;

/** @throws CommandError */
export const tellSlack = async (text: string, hook: string): Promise<void> => {
  const wire = { pagerDuty: "", timeout: TIMEOUT, onProgress: () => undefined };
  const { accepted, status, said } = await send({ to: "Slack", at: "", body: { text } }, hook, wire);
  if (accepted) return;
  throw new CommandError("vendor", `Slack${status === undefined ? "" : ` answered ${status}`}: ${said}`);
};
