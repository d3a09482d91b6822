import { browserVariables, serverVariables } from "../../../testing/shop-variables";
import { variables } from "./variables";

/** What the shop is told, and what its instrumentation reads. */

const declared = variables.map(({ key }) => key);

describe("the shop's variables", () => {
  it("are what its instrumentation reads, and what OpenTelemetry's own SDK does", () => {
    expect(declared.toSorted()).toEqual(
      [
        ...Object.keys(browserVariables),
        ...Object.keys(serverVariables),
        // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
        "OTEL_RESOURCE_ATTRIBUTES",
        "OTEL_SERVICE_NAME",
      ].toSorted(),
    );
  });

  it("are sensitive where the server says that they are secret, and nowhere else", () => {
    const secret = Object.entries(serverVariables).flatMap(([key, row]) => (row.secret ? [key] : []));
    expect(
      variables
        .filter(({ sensitive }) => sensitive)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(secret.toSorted());
  });
});
