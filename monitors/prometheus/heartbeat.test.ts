import { minutes, seconds } from "../model/quantity";
import { prometheus } from "../model/sources/prometheus";
import { heartbeatRow, testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";

const source = prometheus.heartbeat({ of: "sentry" });

const row = (at = minutes(10)) => heartbeatRow(source, at);

describe("Grafana listening for Sentry's beat", () => {
  it("counts its points, and takes none for the breach", () => {
    const groups = render(watchOf(row(), source), testContext);
    expect(groups.flatMap(check)).toEqual([]);
    expect(groups).toMatchObject([
      {
        name: "api.thing.critical",
        args: {
          intervalSeconds: 60,
          rules: [
            {
              datas: [
                {
                  datasourceUid: "prometheus-uid",
                  model: JSON.stringify({
                    expr: 'sum(count_over_time(driplo_heartbeat_beat{vendor="sentry",env="prod"}[10m]))',
                    instant: true,
                    range: false,
                    refId: "A",
                  }),
                },
                { model: expect.stringContaining('"evaluator":{"params":[1],"type":"lt"}') as unknown },
              ],
              for: "0s",
              noDataState: "Alerting",
              execErrState: "Error",
              notificationSettings: { contactPoint: { name: "api.P1" } },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    [minutes(6), undefined],
    [minutes(5), "api.thing.critical tells after 5 min"],
    [seconds(450), "api.thing.critical tells after 7.5 min"],
  ])("takes a silence of %p: %p", (at, what) => {
    expect(accepts(watchOf(row(at), source))?.what).toBe(what);
  });
});
