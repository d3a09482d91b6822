import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { z } from "zod";
import { browserActions, OUTCOME } from "../monitors/model/sources/browser";
import { logAttributes, routes, services, spanAttributes, type SpanKind } from "../monitors/model/sources/server";
import { runToEnd } from "../testing/run-command";
import { ROOT } from "../testing/stack-configuration";
import { launchChromium } from "../testing/tools/describe-with-chromium";
import { describeWithExample } from "../testing/tools/describe-with-example";
import { until } from "../testing/until";
import { variables as pageVariables } from "./browser/testing/variables";
import { variables as serverVariables } from "./server/testing/variables";
import { buildShop, installPackage, packPackage, startShop, type RunningShop } from "./testing/example";

/**
 * The package, installed from what `npm pack` makes into a SvelteKit shop of its own, which is built, started and opened in Chromium. Of the
 * optional SDKs it has those of the pages; of the server's it has none but Sentry's.
 */

const COMPILER = join(ROOT, "node_modules/typescript-7/bin/tsc");
const TYPES = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];

const ACCOUNT = "9b2f4c1e-52d7-4c43-9d0e-2b1a63f7a111";

/** Of a span as `instrumentation.server.ts` of the example writes it. */
const span = z.object({ span: z.object({ name: z.string(), kind: z.number(), attributes: z.looseObject({}) }) });
const sent = z.object({ vendor: z.string(), body: z.string() });
const vitals = z.object({ vitals: z.string() });

/** OpenTelemetry's numbers: https://opentelemetry.io/docs/specs/otel/trace/api/#spankind, in the API's order. */
const KINDS = ["internal", "server", "client"] as const satisfies readonly SpanKind[];

describeWithExample("the package in a shop of its own", (folder) => {
  let shop: RunningShop;
  let down: RunningShop;
  let browser: Browser;
  let tarball: string;

  beforeAll(async () => {
    tarball = await packPackage(folder);
    installPackage(folder, tarball);
    await buildShop(folder);
    const variables = {
      ...serverVariables(),
      ...pageVariables,
      PUBLIC_DATADOG_PROXY: "/stand-in/datadog",
      PUBLIC_SENTRY_TUNNEL: "/stand-in/sentry",
      SENTRY_DSN: "",
    };
    [shop, down, browser] = await Promise.all([
      startShop(folder, "shop", variables),
      startShop(folder, "down", { ...variables, DATABASE: "down" }),
      launchChromium(),
    ]);
  });

  afterAll(async () => {
    await Promise.all([shop, down, browser].map((each) => each.close()));
  });

  const ask = (path: string, init: Pick<RequestInit, "method" | "body"> = {}): Promise<Response> =>
    fetch(`${shop.address}${path}`, {
      ...init,
      headers: { origin: shop.address, "x-forwarded-for": "203.0.113.7" },
    });

  const read = <T>(schema: z.ZodType<T>): readonly T[] =>
    shop.written().flatMap((line) => schema.safeParse(line).data ?? []);

  const spansOf = (route: string) =>
    read(span)
      .filter(({ span: { attributes } }) => attributes[spanAttributes.route] === route)
      .map(({ span: { kind, attributes } }) => ({ kind: KINDS[kind], ...attributes }));

  describe("its types", () => {
    it("fit SvelteKit's hooks, routes and pages", async () => {
      // The tests of the pages compile the hook as well, without SvelteKit.
      writeFileSync(
        join(folder, "src/fits.ts"),
        `import type { HandleClientError } from "@sveltejs/kit";
         import { handleError } from "./hooks.client";
         export const fits: HandleClientError = handleError;`,
      );
      const args = ["--noEmit", "--project", ".", ...TYPES];
      expect(await runToEnd(process.execPath, [COMPILER, ...args], { cwd: folder })).toMatchObject({
        code: 0,
        stdout: "",
      });
    });

    it("are found as Node finds modules too, are sound, and know the catalogue's names", async () => {
      writeFileSync(
        join(folder, "reader.ts"),
        `import { collector, datadog, instrument, logRocket, sentry } from "@driplo/instrumentation/browser";
         import { handleWith, routes, startServer } from "@driplo/instrumentation/server";
         const shop = instrument([]);
         shop.action("upload", "stored");
         // @ts-expect-error an outcome that no row reads
         shop.action("upload", "storred");
         // @ts-expect-error an event that the property does not know
         shop.event("purchse");
         const health: "/health" = routes.health;
         export { collector, datadog, handleWith, health, logRocket, sentry, startServer };`,
      );
      const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom"];
      const args = [...strict, ...TYPES, "--ignoreConfig", "reader.ts"];
      expect(await runToEnd(process.execPath, [COMPILER, ...args], { cwd: folder })).toMatchObject({
        code: 0,
        stdout: "",
      });
    });
  });

  describe("its server's side", () => {
    it("is refused to a page's bundle", async () => {
      const script = "import('@driplo/instrumentation/server').catch(({ code }) => console.log(code))";
      const { stdout } = await runToEnd(
        process.execPath,
        ["--conditions=browser", "--input-type=module", "--eval", script],
        { cwd: folder },
      );
      expect(stdout).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED\n");
    });

    it("answers whether the server and the database are well", async () => {
      const answers = async ({ address }: RunningShop) =>
        Promise.all(
          [routes.health, routes.databaseHealth].map(async (path) => {
            const response = await fetch(`${address}${path}`);
            return [path, response.status, await response.text()];
          }),
        );
      expect(await answers(shop)).toEqual([
        ["/health", 200, "ok\n"],
        ["/health/database", 200, "ok\n"],
      ]);
      expect(await answers(down)).toEqual([
        ["/health", 200, "ok\n"],
        ["/health/database", 503, "not well\n"],
      ]);
      // The line that the runbook reads, and no answer.
      expect(down.warned()).toContain("connect ECONNREFUSED [ip]");
    });

    it("makes one span of each request, by SvelteKit's hook", async () => {
      expect((await ask("/products/17")).status).toBe(200);
      expect((await ask(`${routes.search}?q=everything`)).status).toBe(429);
      expect((await ask(routes.checkoutPayment, { method: "POST", body: '{"card":"declined"}' })).status).toBe(402);
      await until("the spans", () => spansOf(routes.checkoutPayment).length > 0);
      expect(spansOf("/products/[id]")).toMatchObject([{ kind: "server", [spanAttributes.status]: 200 }]);
      expect(spansOf(routes.search)).toMatchObject([{ kind: "server", [spanAttributes.status]: 429 }]);
      expect(spansOf(routes.checkoutPayment)).toMatchObject([
        { kind: "server", [spanAttributes.status]: 402, [spanAttributes.errorType]: "StripeCardError" },
      ]);
    });

    it("writes a line of a sign-in, with a hash of the account and never the account", async () => {
      const body = new URLSearchParams({ email: "someone@shop.test", password: "none" });
      expect((await ask("/api/auth/sign-in", { method: "POST", body })).status).toBe(401);
      const [event, outcome] = [logAttributes.event, logAttributes.outcome].map((path) => path.split(".")[1] ?? "");
      await until("the line", () => JSON.stringify(shop.written()).includes("sign_in failure"));
      expect(shop.written()).toContainEqual({
        message: "sign_in failure",
        service: services.api,
        evt: { [event ?? ""]: "sign_in", [outcome ?? ""]: "failure", reason: "invalid_credentials" },
        network: { client: { ip: "203.0.113.7" } },
        usr: { hash: expect.stringMatching(/^[\da-f]{64}$/) as unknown },
      });
      expect(JSON.stringify(shop.written()) + shop.warned()).not.toContain("someone@shop.test");
    });

    it("goes on without an SDK that is not installed, and says so in one line", async () => {
      expect((await ask("/api/checkout", { method: "POST" })).status).toBe(201);
      await until("the line", () => shop.warned().includes("cloudwatch"));
      expect(shop.warned()).toContain(
        "driplo instrumentation: 1 not sent to cloudwatch so far: Cannot find package '@aws-sdk/client-cloudwatch'",
      );
    });
  });

  describe("its pages in Chromium", () => {
    const contexts: BrowserContext[] = [];

    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    });

    const open = async (path: string, consent?: string) => {
      const context = await browser.newContext();
      contexts.push(context);
      const cookies = { account: ACCOUNT, ...(consent === undefined ? {} : { consent }) };
      await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: shop.address })));
      const page = await context.newPage();
      const errors: string[] = [];
      const scripts: Promise<string>[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("response", (response) => {
        if (response.url().endsWith(".js")) scripts.push(response.text().catch(() => ""));
      });
      await page.goto(`${shop.address}${path}`);
      await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
      return { page, errors, loaded: async () => (await Promise.all(scripts)).join("") };
    };

    const sentTo = (vendor: string): string =>
      read(sent)
        .filter((line) => line.vendor === vendor)
        .map(({ body }) => body)
        .join("\n");

    /** What stands in the masks, and in Datadog's SDK, and nowhere else. */
    const AFTER_CONSENT = ["[email]", "ddsource"];

    it("are rendered, and load and send nothing before consent", async () => {
      const before = read(sent).length;
      const { page, errors, loaded } = await open("/");
      await page.getByRole("link", { name: "A coat, hardly worn" }).click();
      await page.getByRole("heading", { name: "A coat, hardly worn" }).waitFor();
      await page.getByRole("button", { name: "More like this" }).click();
      await page.goto("about:blank");
      expect(errors).toEqual([]);
      const text = await loaded();
      expect(["svelte.boundary", ...AFTER_CONSENT].map((word) => text.includes(word))).toEqual([true, false, false]);
      expect(read(sent).length).toBe(before);
      expect(read(vitals)).toEqual([]);
    });

    it("tell what visitors who consented do, what breaks for them, and how fast the page was", async () => {
      const { page, errors, loaded } = await open("/products/17", "measurement");
      await until("Sentry's session", () => sentTo("sentry").includes('"sid"'));
      await page.waitForFunction(`document.cookie.includes("_dd_s")`);
      await page.getByRole("button", { name: "More like this" }).click();
      await page.getByRole("button", { name: "Break" }).click();
      await page.getByText("Something went wrong.").waitFor();
      const text = await loaded();
      expect(AFTER_CONSENT.map((word) => text.includes(word))).toEqual([true, true]);
      await page.goto("about:blank");
      await until("the search", () => sentTo("datadog").includes(`"${OUTCOME}":"${browserActions.search[0]}"`));
      await until("the error at Datadog", () => sentTo("datadog").includes("svelte.boundary"));
      await until("the error at Sentry", () => sentTo("sentry").includes("svelte.boundary"));
      await until("the vitals", () => read(vitals).some((line) => line.vitals.includes("first_byte")));
      expect(sentTo("sentry") + sentTo("datadog")).not.toContain(ACCOUNT);
      expect(errors).toEqual([]);
    });

    it("carry nothing of the server's side", () => {
      const client = join(folder, "build/client");
      const texts = readdirSync(client, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".js"))
        .map((name) => readFileSync(join(client, name), "utf8"));
      const holding = (word: string): number => texts.filter((text) => text.includes(word)).length;
      expect(["svelte.boundary", "DRIPLO_ACCOUNT_HASH_KEY", "DATADOG_API_KEY", "security.event"].map(holding)).toEqual([
        1, 0, 0, 0,
      ]);
    });
  });
});
