import { services } from "../../monitors/model/sources/server";
import { MOST_A_MINUTE, type RefusalContext, type SentryLike } from "./security";
import { startServer, type ServerOptions } from "./server";
import { serverVariableNames, type ServerVariable } from "./variables";
import { variables } from "./testing/variables";

const start = (options: Partial<ServerOptions> = {}) => {
  const lines: string[] = [];
  const warnings: string[] = [];
  const captured: { readonly message: string; readonly context: RefusalContext }[] = [];
  const sentry: SentryLike = {
    captureMessage: (message, context) => captured.push({ message, context }),
    flush: () => Promise.resolve(true),
  };
  const server = startServer({
    service: services.api,
    variables: variables(),
    sentry,
    write: (line) => lines.push(line),
    warn: (line) => warnings.push(line),
    ...options,
  });
  return { server, lines, warnings, captured, parsed: () => lines.map((line): unknown => JSON.parse(line)) };
};

const without = (...names: readonly ServerVariable[]) =>
  Object.fromEntries(Object.entries(variables()).filter(([name]) => !names.some((each) => each === name)));

describe("what is off for want of a variable", () => {
  it("is nothing while all are there", () => {
    expect(start().warnings).toEqual([]);
  });

  it.each([
    [["DATADOG_API_KEY"], ["off: memory and CPU of the functions (A17, A18): DATADOG_API_KEY is not set"]],
    [
      ["DRIPLO_ENV"],
      [
        "off: memory and CPU of the functions (A17, A18): DRIPLO_ENV is not set",
        "off: checkouts started (A52's second source): DRIPLO_ENV is not set",
      ],
    ],
    [
      ["DRIPLO_AWS_REGION", "DRIPLO_AWS_ROLE_ARN"],
      ["off: checkouts started (A52's second source): DRIPLO_AWS_REGION is not set; DRIPLO_AWS_ROLE_ARN is not set"],
    ],
    [
      ["DRIPLO_ACCOUNT_HASH_KEY"],
      ["off: sign-in outcomes by account, and not by client address alone (A57): DRIPLO_ACCOUNT_HASH_KEY is not set"],
    ],
    [["SENTRY_DSN"], ["off: refusals as events of Sentry (A57, A58, A60, A61): SENTRY_DSN is not set"]],
    [["DRIPLO_FUNCTION_MEMORY_MB", "DRIPLO_FUNCTION_CPUS"], []],
  ] as const)("%j is said in one line each", (names, expected) => {
    expect(start({ variables: without(...names) }).warnings).toEqual(
      expected.map((line) => `driplo instrumentation: ${line}`),
    );
  });

  it.each([
    ["DRIPLO_ENV", "production", "must be dev or prod"],
    ["DATADOG_SITE", "https://datadoghq.eu", "must be a host name: datadoghq.eu"],
    ["DATADOG_API_KEY", "secret-in-the-wrong-place", "must be an API key: 32 letters and digits or more"],
    ["DRIPLO_FUNCTION_CPUS", "two", "must be a number such as 2048 or 0.5"],
    ["DRIPLO_AWS_ROLE_ARN", "no-arn-at-all", "must be the ARN of a role"],
    ["DRIPLO_ACCOUNT_HASH_KEY", "short-key", "must be 24 characters or more, without blanks"],
    ["SENTRY_DSN", "sentry.io", "must be a DSN of Sentry: https://key@host/project"],
    ["DATADOG_SITE", "  ", "is not set"],
  ] as const)("%s as %j is told, and its value is not", (name, value, expected) => {
    const { warnings } = start({ variables: { ...variables(), [name]: value } });
    for (const warning of warnings) expect(warning).toContain(`${name} ${expected}`);
    expect(warnings).not.toEqual([]);
    expect(value.trim() !== "" && warnings.join().includes(value)).toBe(false);
  });

  it("leaves the shop going, with none at all", () => {
    const { server, lines, captured, warnings } = start({ variables: {} });
    server.signIn({ outcome: "failure", account: "someone@shop.test", client: "203.0.113.7" });
    server.upload({ outcome: "refused", reason: "type" });
    server.refuse("scraping", {});
    server.checkoutStarted();
    server.measure();
    expect(warnings).toHaveLength(4);
    // By client address the failed sign-ins are still counted.
    expect(lines).toEqual([
      '{"message":"sign_in failure","service":"driplo-api","evt":{"name":"sign_in","outcome":"failure"},"network":{"client":{"ip":"203.0.113.7"}}}',
      '{"message":"upload refused","service":"driplo-api","evt":{"name":"upload","outcome":"refused","reason":"type"}}',
    ]);
    expect(captured).toEqual([]);
  });

  it("is told where no Sentry was handed in", () => {
    expect(start({ sentry: undefined }).warnings).toEqual([
      "driplo instrumentation: off: refusals as events of Sentry: startServer was given no Sentry",
    ]);
  });

  it("asks the storefront's deployment for the DSN alone", () => {
    expect(start({ service: services.storefront, variables: {} }).warnings).toEqual([
      "driplo instrumentation: off: refusals as events of Sentry (A57, A58, A60, A61): SENTRY_DSN is not set",
    ]);
  });

  it("has a test value for every variable of the table", () => {
    expect(Object.keys(variables()).toSorted()).toEqual([...serverVariableNames].toSorted());
  });
});

describe("a line of a sign-in", () => {
  const account = "Someone.Else@Shop.Test";

  it("has a hash of the account that is the same however it is typed, and never the account", () => {
    const { server, parsed, lines } = start();
    for (const typed of [account, ` ${account.toLowerCase()} `, "ｓomeone.else@shop.test"])
      server.signIn({ outcome: "failure", account: typed });
    server.signIn({ outcome: "failure", account: "john@shop.test" });
    const hashes = parsed().map((line) => (line as { usr: { hash: string } }).usr.hash);
    expect(new Set(hashes.slice(0, 3)).size).toBe(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[3]).not.toBe(hashes[0]);
    expect(lines.join().toLowerCase()).not.toContain("someone");
    expect(lines.join()).not.toContain(variables().DRIPLO_ACCOUNT_HASH_KEY);
  });

  it("has another hash with another key", () => {
    const hashWith = (key: string): unknown => {
      const { server, parsed } = start({ variables: { ...variables(), DRIPLO_ACCOUNT_HASH_KEY: key.repeat(32) } });
      server.signIn({ outcome: "failure", account });
      return parsed();
    };
    expect(hashWith("a")).not.toEqual(hashWith("b"));
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7, 10.0.0.1", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["someone@shop.test", undefined],
    ["", undefined],
    ['203.0.113.7\n{"evt":1}', undefined],
  ])("takes the client %j for %j", (client, expected) => {
    const { server, parsed } = start();
    server.signIn({ outcome: "failure", client });
    expect((parsed()[0] as { network?: { client: { ip: string } } }).network?.client.ip).toBe(expected);
  });

  it.each([
    ["invalid_credentials", "invalid_credentials"],
    ["No user with someone@shop.test", "other"],
    ["", "other"],
  ])("takes the reason %j for %j", (reason, expected) => {
    const { server, parsed } = start();
    server.signIn({ outcome: "failure", reason });
    expect(parsed()).toMatchObject([{ evt: { reason: expected } }]);
  });

  it("stays one line, whatever is in it", () => {
    const { server, lines } = start();
    server.upload({ outcome: "refused", reason: "malware", detail: 'Eicar\n{"evt":{"name":"sign_in"}}' });
    expect(lines[0]).not.toContain("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ evt: { name: "upload" } });
  });
});

describe("a refusal", () => {
  it("has neither a name nor an address, in the line and at Sentry", () => {
    const { server, lines, captured } = start();
    server.upload({
      outcome: "refused",
      reason: "malware",
      account: "someone@shop.test",
      client: "203.0.113.7",
      detail: "Eicar in cv-someone@shop.test.pdf, call +33 6 12 34 56 78",
    });
    expect(lines.join()).toContain('"detail":"Eicar in [email], call [phone]"');
    expect(lines.join()).not.toContain("someone");
    const [event] = captured;
    expect(event?.message).toBe("upload_violation: uploads refused for type, size or malware");
    expect(event?.context.contexts).toEqual({
      refusal: {
        account: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        reason: "malware",
        detail: "Eicar in [email], call [phone]",
      },
    });
    expect(JSON.stringify(captured)).not.toContain("203.0.113.7");
  });

  it("is one event for each, until a flood would use Sentry's quota up", () => {
    const { server, captured, warnings } = start();
    for (let times = 0; times < MOST_A_MINUTE + 3; times += 1) server.refuse("scraping", {});
    server.refuse("payment_fraud", {});
    expect(captured).toHaveLength(MOST_A_MINUTE + 1);
    expect(server.drops().sentry).toBe(3);
    expect(warnings).toEqual([
      "driplo instrumentation: 1 not sent to sentry so far: more than 30 of scraping in a minute",
    ]);
  });

  it("is counted where Sentry does not take it in time", async () => {
    const tasks: Promise<unknown>[] = [];
    const { server } = start({
      later: (task) => tasks.push(task),
      sentry: { captureMessage: () => "id", flush: () => Promise.resolve(false) },
    });
    server.refuse("scraping", {});
    server.refuse("scraping", {});
    await Promise.all(tasks);
    expect(server.drops().sentry).toBe(2);
  });
});

describe("a fault of our own", () => {
  it("is one line, and the route goes on", () => {
    const broken = () => {
      throw new Error("broken\nat line 1");
    };
    const { server, warnings } = start({
      write: broken,
      sentry: { captureMessage: broken, flush: () => Promise.resolve(true) },
    });
    server.signIn({ outcome: "success" });
    server.refuse("scraping", {});
    expect(warnings).toEqual(["driplo instrumentation: broken", "driplo instrumentation: broken"]);
  });

  it("is nothing where not even a line can be written", () => {
    const broken = () => {
      throw new Error("broken");
    };
    const { server } = start({ write: broken, warn: broken });
    expect(() => {
      server.signIn({ outcome: "success" });
    }).not.toThrow();
  });
});
