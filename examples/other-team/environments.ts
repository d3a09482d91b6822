import { environmentOf } from "../../infra/environment/own-systems";
import type { Environment } from "../../monitors/model/environment";
import type { SecretReference } from "../../monitors/model/late";

/** Names of its own, which the routes and the environments below are held to. */
export type EnvironmentName = "live";

const secret = (...path: readonly [string, ...string[]]): SecretReference => ({ late: "secret", path });

/** A person of the rotation: name, address and number are secrets of the stack. */
const person = (role: string) => ({
  name: secret("people", role, "name"),
  email: secret("people", role, "email"),
  phone: { countryCode: 49, number: secret("people", role, "number") },
});

const channel = { name: "booking-alerts", id: "C0000BOOKING" };

export const environments: { readonly [Name in EnvironmentName]: Environment<Name> } = {
  live: environmentOf(
    {
      name: "live",
      identities: { apiHost: "booking.driplo.com" },
      datadog: { site: "datadoghq.eu", clientToken: "pub00000000000000000000000000000b00" },
      pagerduty: { serviceRegion: "eu" },
      slack: {
        account: "driplo",
        workspaceId: "T00000000",
        channels: { P0: channel, P1: channel, P2: channel, P3: channel },
      },
      email: "booking-alerts@driplo.com",
      onCall: {
        declaredHere: true,
        people: { anyone: person("anyone"), lead: person("lead") },
        rotations: { 1: ["anyone"], 2: ["lead"], 3: [], 4: [] },
      },
      runbooks: new Set(["booking/alerts.md"]),
      runbookSite: "https://github.com/driplo/monitoring/blob/main/examples/other-team/runbooks",
    },
    ["datadog", "pagerduty"],
    "the booking team has Datadog and PagerDuty alone",
  ),
};

export const isEnvironmentName = (name: string): name is EnvironmentName => Object.hasOwn(environments, name);
