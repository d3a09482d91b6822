import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runCommand, type Ran } from "../../../testing/run-command";
import { ROOT } from "../../../testing/stack-configuration";
import { changesOf, type Present } from "./changes";
import { checkProperty } from "./check";
import { property, type Property } from "./property";

const nothing: Present = { keyEvents: [], customDimensions: [] };

const small: Property = {
  keyEvents: [{ eventName: "purchase", countingMethod: "ONCE_PER_EVENT" }],
  customDimensions: [{ parameterName: "network", displayName: "Network", description: "Of the visit", scope: "EVENT" }],
  funnel: [],
};

const there: Present = {
  keyEvents: [{ name: "properties/1/keyEvents/7", eventName: "purchase", countingMethod: "ONCE_PER_EVENT" }],
  customDimensions: [
    {
      name: "properties/1/customDimensions/8",
      parameterName: "network",
      displayName: "Network",
      description: "Of the visit",
      scope: "EVENT",
    },
  ],
};

describe("the changes of a property", () => {
  it("are everything where it is new, and nothing where it is as declared", () => {
    expect(changesOf(small, nothing).map(({ change }) => change)).toEqual([
      "create key event",
      "create custom dimension",
    ]);
    expect(changesOf(small, there)).toEqual([]);
  });

  it("are updates where something else is counted or said", () => {
    const otherwise: Property = {
      ...small,
      keyEvents: [{ eventName: "purchase", countingMethod: "ONCE_PER_SESSION" }],
      customDimensions: small.customDimensions.map((each) => ({ ...each, displayName: "Connection" })),
    };
    expect(changesOf(otherwise, there)).toMatchObject([
      { change: "update key event", name: "properties/1/keyEvents/7", was: "ONCE_PER_EVENT" },
      { change: "update custom dimension", name: "properties/1/customDimensions/8" },
    ]);
  });

  it("leave alone what somebody else made, and say it", () => {
    expect(changesOf({ ...small, keyEvents: [], customDimensions: [] }, there)).toEqual([
      { change: "left alone", what: "key event purchase" },
      { change: "left alone", what: "custom dimension network" },
    ]);
  });

  it("are a person's where Google changes nothing", () => {
    const ofUsers = there.customDimensions.map((each) => ({ ...each, scope: "USER" }));
    expect(changesOf(small, { ...there, customDimensions: ofUsers })).toMatchObject([{ change: "by hand" }]);
  });
});

describe("what is declared", () => {
  const faultsOf = (change: Partial<Property>) =>
    checkProperty({ ...small, ...change }).map(({ where, what }) => `${where}: ${what}`);

  it("is what Google takes", () => {
    expect(checkProperty(property)).toEqual([]);
  });

  it("is refused where a name comes twice, or is none", () => {
    const event = { eventName: "purchase", countingMethod: "ONCE_PER_EVENT" } as const;
    expect(faultsOf({ keyEvents: [event, event, { ...event, eventName: "2nd sale" }] })).toEqual([
      "key event purchase: it is declared twice",
      'key event 2nd sale: "2nd sale" is no name of an event',
    ]);
  });

  it.each([
    [40, 0],
    [41, 1],
  ])("a parameter of %i letters has %i faults", (letters, faults) => {
    const dimension = {
      parameterName: "p".repeat(letters),
      displayName: "P",
      description: "",
      scope: "EVENT",
    } as const;
    expect(faultsOf({ customDimensions: [dimension] })).toHaveLength(faults);
  });

  it.each([
    [50, 0],
    [51, 1],
  ])("%i dimensions have %i faults", (many, faults) => {
    const dimensions = Array.from({ length: many }, (_, index) => ({
      parameterName: `p${index}`,
      displayName: "P",
      description: "",
      scope: "EVENT" as const,
    }));
    expect(faultsOf({ customDimensions: dimensions })).toHaveLength(faults);
  });

  it("has a display name without brackets, and a description of 150 letters at most", () => {
    const dimension = {
      parameterName: "p",
      displayName: "P [x]",
      description: "d".repeat(151),
      scope: "EVENT",
    } as const;
    expect(faultsOf({ customDimensions: [dimension] })).toHaveLength(2);
  });
});

/** Stands in for Google's Admin API, whose cloud cannot be had here: it keeps what it is given, and answers in its JSON. */
class Analytics {
  readonly keyEvents: Record<string, unknown>[] = [];
  readonly customDimensions: Record<string, unknown>[] = [];
  readonly asked: string[] = [];
  refusal: { status: number; message: string } | undefined;
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://analytics.invalid");
    const sent = await text(request);
    this.asked.push(
      `${request.method ?? ""} ${pathname}${searchParams.has("updateMask") ? ` ${searchParams.get("updateMask") ?? ""}` : ""}`,
    );
    if (this.refusal !== undefined)
      return {
        status: this.refusal.status,
        body: { error: { code: this.refusal.status, message: this.refusal.message, status: "PERMISSION_DENIED" } },
      };
    const collection = pathname.includes("/keyEvents") ? "keyEvents" : "customDimensions";
    if (request.method === "GET") return { status: 200, body: { [collection]: this[collection] } };
    const given = JSON.parse(sent) as Record<string, unknown>;
    if (request.method === "PATCH") {
      const found = this[collection].find(({ name }) => pathname.endsWith(String(name)));
      return { status: 200, body: Object.assign(found ?? {}, given) };
    }
    const made = { ...given, name: `properties/1/${collection}/${this[collection].length + 1}` };
    this[collection].push(made);
    return { status: 200, body: made };
  }
}

describe("npm run ga4", () => {
  let analytics: Analytics;
  let endpoint: string;
  let folder: string;

  beforeEach(async () => {
    analytics = new Analytics();
    endpoint = await analytics.start();
    folder = mkdtempSync(join(tmpdir(), "ga4-"));
    // A service account's key signs its own token: nothing is asked of Google.
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = {
      type: "service_account",
      client_email: "nobody@example.invalid",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    };
    writeFileSync(join(folder, "key.json"), JSON.stringify(key));
  });

  afterEach(() => {
    analytics.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]): Promise<Ran> =>
    runCommand(ROOT, ["ga4", ...args, "--property", "1", "--endpoint", endpoint], {
      GOOGLE_APPLICATION_CREDENTIALS: join(folder, "key.json"),
    });

  it("plans without changing anything, and so does apply without yes", async () => {
    for (const action of ["plan", "apply"]) {
      const { code, stdout, stderr } = await run(action);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("nothing was changed") as unknown });
      expect(stdout.split("\n")).toContain("create key event purchase (ONCE_PER_EVENT)");
    }
    expect(analytics.asked.filter((each) => !each.startsWith("GET"))).toEqual([]);
  });

  it("applies what is missing, and then finds nothing to do", async () => {
    analytics.keyEvents.push(
      { name: "properties/1/keyEvents/1", eventName: "purchase", countingMethod: "ONCE_PER_SESSION" },
      { name: "properties/1/keyEvents/2", eventName: "old_event", countingMethod: "ONCE_PER_EVENT" },
    );
    expect(await run("apply", "--yes")).toMatchObject({ code: 0 });
    expect(analytics.asked).toContain("PATCH /v1beta/properties/1/keyEvents/1 counting_method");
    expect(analytics.keyEvents.map(({ eventName }) => eventName).toSorted()).toEqual(
      ["old_event", ...property.keyEvents.map(({ eventName }) => eventName)].toSorted(),
    );
    expect(analytics.customDimensions).toHaveLength(property.customDimensions.length);

    analytics.asked.length = 0;
    const { stdout } = await run("apply", "--yes");
    expect(stdout).toContain("left alone: key event old_event is not declared here");
    expect(stdout).not.toContain("create");
    expect(analytics.asked.filter((each) => !each.startsWith("GET"))).toEqual([]);
  });

  it("says a refusal in one line", async () => {
    analytics.refusal = { status: 403, message: "User does not have sufficient permissions for this property." };
    const { code, stderr } = await run("plan");
    expect(code).toBe(4);
    expect(stderr).toContain("error: properties/1: ");
    expect(stderr).toContain("sufficient permissions");
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("takes a server that is not there for a vendor that could not be asked", async () => {
    analytics.stop();
    const { code, stdout, stderr } = await run("plan");
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("error: properties/1: ");
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("takes keys that are not there for wrong usage", async () => {
    rmSync(join(folder, "key.json"));
    const { code, stdout, stderr } = await run("plan");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: no credentials of Google's: .*\n$/);
  });
});
