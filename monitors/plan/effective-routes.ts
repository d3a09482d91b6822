import type { Environment } from "../model/environment";
import { pagingChannels, type Channel, type Route, type Routes } from "../model/route";

/** The routes as the environment has them: without PagerDuty what is left tells by Slack and e-mail. */
export const effectiveRoutes = (routes: Routes, { switchedOff }: Pick<Environment, "switchedOff">): Routes =>
  switchedOff.pagerduty === undefined
    ? routes
    : {
        P0: withoutPaging(routes.P0),
        P1: withoutPaging(routes.P1),
        P2: withoutPaging(routes.P2),
        P3: withoutPaging(routes.P3),
      };

const withoutPaging = ({ steps }: Route): Route => {
  const [first] = steps;
  const quiet = (channels: readonly Channel[]): readonly [Channel, ...Channel[]] => {
    const [head, ...rest] = channels.filter((channel) => !pagingChannels.has(channel));
    return head === undefined ? ["slack"] : [head, ...rest];
  };
  return { pages: false, steps: [{ ...first, channels: quiet(first.channels) }] };
};
