import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { toChecklist } from "../../infra/integrations/logrocket/checklist";
import { testProd } from "../../testing/environment";
import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { declareEnvironment } from "../shared/load";

const ofLogRocket = (declared: ReturnType<typeof declareStack>) =>
  declared.declarations.filter(({ name }) => name.endsWith(".logrocket"));

describe("LogRocket's alerts", () => {
  it("page at the services of every other alert, by keys that are secrets", () => {
    expect(ofLogRocket(declareStack(catalogue, policies, testProd))).toEqual(
      ["storefront.P2", "messaging.P2"].map((destination) => ({
        vendor: "pagerduty",
        type: "pagerduty:index/serviceIntegration:ServiceIntegration",
        name: `${destination}.logrocket`,
        secretOutputs: ["integrationKey"],
        args: {
          name: "LogRocket",
          service: expect.objectContaining({ name: destination, property: "id" }) as unknown,
          type: "events_api_v2_inbound_integration",
        },
      })),
    );
  });

  it("have no key where PagerDuty is off", () => {
    const off = { ...testProd, switchedOff: { pagerduty: "Not used." } };
    expect(ofLogRocket(declareStack(catalogue, policies, off))).toEqual([]);
    expect(ofLogRocket(declareEnvironment(ROOT, "dev"))).toEqual(ofLogRocket(declareEnvironment(ROOT, "prod")));
  });
});

describe("what is made in LogRocket by hand", () => {
  const { environment } = loadEnvironment(ROOT, "prod");
  const { plan } = declareEnvironment(ROOT, "prod");
  const page = environment === undefined ? "" : toChecklist(plan, environment);

  it("is written down in docs/logrocket.md, and is what the catalogue says now", async () => {
    expect(await runCommand(ROOT, ["logrocket", "--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("has each level of the rows that the browser reports, with its number and whom it tells", () => {
    expect(page.match(/^## .*/gm)).toEqual([
      "## App errors warning",
      "## App errors critical",
      "## Messaging connection failures warning",
      "## Messaging connection failures critical",
    ]);
    expect(page).toContain("whose property `outcome` is `failed` or `timed_out`");
    expect(page).toContain("above 10 % over 5 min. Its name: `messaging.connection_failures.critical`");
    expect(page).toContain("LogRocket of the service `driplo-prod-messaging-P2`");
    expect(page).toContain("an incoming webhook of the channel `alerts-trends`");
  });
});
