import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { declareStack } from "../../infra/declare";
import { testProd } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "../../monitors/catalogue";
import type { Catalogue } from "../../monitors/model/signal";
import { policies } from "../../policies";
import { describeWithChromium, launchChromium } from "../../testing/tools/describe-with-chromium";
import { toReport } from "./document";

const DAY = "2026-11-23";

const reportOf = (rows: Catalogue): string =>
  toReport(declareStack(rows, policies, testProd), policies, {
    root: ROOT,
    runbookSite: testProd.runbookSite,
    grafanaSite: testProd.grafana.url,
    day: DAY,
  });

const HOSTILE = `</details><img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;

/** A catalogue of one row, whose words are an attack. */
const hostile = (): Catalogue => {
  const rows = catalogueOf({ error_rate: { ...latencyRow, title: HOSTILE, impact: HOSTILE } });
  return {
    ...rows,
    services: Object.fromEntries(
      Object.entries(rows.services).map(([key, service]) => [key, { ...service, title: HOSTILE }]),
    ),
  };
};

describe("toReport", () => {
  const report = reportOf(catalogue);

  it("needs nothing beside it", () => {
    const addresses = [...report.matchAll(/(?:src|href)="([^"#]*)/g)].flatMap(([, address]) => address ?? []);
    const ours = [`${testProd.runbookSite}/`, `${testProd.grafana.url}/d/`];
    expect(addresses.filter((each) => each !== "" && !ours.some((site) => each.startsWith(site)))).toEqual([]);
    expect(report).not.toMatch(/@import|url\(|fetch\(/);
    expect(report).toContain("default-src &#39;none&#39;");
  });

  it("is the same from run to run", () => {
    expect(reportOf(catalogue)).toBe(report);
  });

  it("shows no secret, only that there is one", () => {
    expect(report).not.toMatch(/v1:[A-Za-z0-9+/=]+:/);
  });

  it("names a runbook that it cannot link to", () => {
    const declared = declareStack(catalogue, policies, testProd);
    for (const runbookSite of [undefined, "javascript:alert(1)"]) {
      const page = toReport(declared, policies, { root: ROOT, runbookSite, day: DAY });
      expect(page).toContain("<code>runbooks/api/response-time.md</code>");
      expect(page).not.toContain("javascript:");
    }
  });
});

describeWithChromium("the report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-test-"));
  const file = join(folder, "report.html");
  const address = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, reportOf(catalogue));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (path = "", options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(`${address}${path}`);
    return page;
  };

  // What runs in the page is text: the types of a browser are not this program's.
  const shown = (page: Page): Promise<readonly string[]> =>
    page.evaluate(
      "[...document.querySelectorAll('.signal')].filter((each) => each.checkVisibility()).map(({ id }) => id)",
    );

  it("finds signals by words and by filters, and keeps the question in the address", async () => {
    const page = await open();
    const all = await shown(page);
    expect(all.length).toBe(declareStack(catalogue, policies, testProd).plan.signals.length);
    await page.getByRole("searchbox").fill("response API");
    expect(await shown(page)).toEqual(["api-response-time"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Vendor").selectOption("newrelic");
    await page.getByLabel("Priority").selectOption("P2");
    expect(await shown(page)).toEqual(["api-response-time", "api-error-rate"]);
    expect(await page.locator("#count").textContent()).toBe(`2 of ${all.length} signals`);
    expect(new URL(page.url()).search).toBe("?vendor=newrelic&priority=P2");
    await page.reload();
    expect(await shown(page)).toEqual(["api-response-time", "api-error-rate"]);
    await page.getByRole("searchbox").fill("nothing of this name");
    expect(await shown(page)).toEqual([]);
    expect(await page.locator(".service:visible").count()).toBe(0);
  });

  it("opens the signal that is linked to, with its query, its route and its runbook", async () => {
    const page = await open("#api-response-time");
    const card = page.locator("#api-response-time");
    await card.getByText("SELECT percentile(duration.ms, 95) FROM Span").first().waitFor();
    expect(await card.getByRole("link", { name: "api/response-time.md" }).getAttribute("href")).toBe(
      `${testProd.runbookSite}/api/response-time.md#api-response-time`,
    );
    expect(await card.locator(".route li").first().innerText()).toContain("at once #");
    expect(await page.locator("#api-error-rate .body").isVisible()).toBe(false);
  });

  it("says on which boards a signal is seen, and by the name of which panel", async () => {
    const page = await open("#api-cpu");
    const seen = page.locator("#api-cpu .body > p").nth(2);
    expect((await seen.innerText()).replaceAll(/\s+/g, " ")).toBe(
      "Seen on: Engineering (prod) (API CPU), Performance (prod) (API CPU), Real time (prod) (API CPU).",
    );
    expect(await seen.getByRole("link", { name: "Engineering" }).getAttribute("href")).toBe(
      `${testProd.grafana.url}/d/driplo-prod-engineering`,
    );
  });

  it("shows what is asked in words, of what only the engine knows too, and SQL", async () => {
    const page = await open("#api-response-time");
    const asked = (id: string) => page.locator(`#${id} .level`).first().locator("pre").allTextContents();
    expect(await asked("api-response-time")).toEqual([
      "api.response_time.warning.condition && !(database.reachable.critical && database.reachable.critical.runs)",
      "SELECT percentile(duration.ms, 95) FROM Span WHERE service.name = 'driplo-api' AND span.kind = 'server'",
      "percentile(last_5m):p95:driplo.prod.api.response_time{*} > 500000000",
    ]);
    const sql = page.locator("#database-index-hit-ratio .level").last().locator("pre").last();
    expect(await sql.textContent()).toContain("from pg_stat_user_tables as present");
    expect(reportOf(catalogue)).not.toContain("late&quot;");
  });

  it("draws each objective's tiers, and says the same in words", async () => {
    const page = await open("#objectives");
    const card = page.locator("#api-availability-slo");
    expect(await card.getByRole("img").getAttribute("aria-label")).toBe(
      [
        "P1: more than 14.4 times the allowed rate over 1 h and 5 min, the budget gone in 2 days",
        "P2: more than 6 times the allowed rate over 6 h and 30 min, the budget gone in 5 days",
        "P3: more than 3 times the allowed rate over 1 day and 2 h, the budget gone in 10 days",
        "P3: more than the allowed rate over 3 days and 6 h, the budget gone in 30 days",
      ].join("; "),
    );
    expect(await card.locator("rect.tier").count()).toBe(4);
    // From five minutes to an hour of a line that goes from five minutes to thirty days: ln 12 / ln 8640 = 0.2741 of it.
    const [line, bar] = [await card.locator("line.time").all(), card.locator("rect.tier").first()];
    const [first, last] = [await line.at(0)?.getAttribute("x1"), await line.at(-1)?.getAttribute("x1")];
    expect(Number(await bar.getAttribute("x"))).toBe(Number(first));
    expect(Number(await bar.getAttribute("width")) / (Number(last) - Number(first))).toBeCloseTo(0.2741, 2);
    expect((await card.locator("ul li").first().innerText()).replaceAll(/\s+/g, " ")).toBe(
      "P1 At this rate the 30-day budget is gone in 2 days. Threshold: more than 14.4 times the allowed rate, over 1 h and over 5 min. Quiet below 20 bad events in 1 h.",
    );
  });

  it("is used by keyboard: the skip link first, then filters, then a signal that Enter opens", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("To the signals");
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("response API");
    for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("#api-response-time").getAttribute("open")).toBe("");
  });

  it.each([
    ["desktop, light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
    ["desktop, dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
    ["phone, light", { viewport: { width: 360, height: 740 }, colorScheme: "light" }],
    ["phone, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
  ] satisfies readonly (readonly [string, BrowserContextOptions])[])(
    "is accessible to WCAG AA: %s",
    async (_, options) => {
      const page = await open("", { ...options, bypassCSP: true });
      // Everything unfolded: what is hidden is not judged.
      await page.evaluate(`
        for (const each of document.querySelectorAll("details")) each.open = true;
        for (const each of document.querySelectorAll(".service")) each.style.contentVisibility = "visible";
      `);
      await page.addScriptTag({ path: require.resolve("axe-core") });
      const violations = await page.evaluate(`
        axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => ({ id, of: nodes.length, first: nodes[0].html })))
      `);
      expect(violations).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(options.viewport.width);
      await page.context().close();
    },
  );

  it("prints the on-call sheet and not the catalogue", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#on-call").isVisible()).toBe(true);
    expect(await page.locator("#ladders").isVisible()).toBe(true);
    expect(await page.locator("#signals").isVisible()).toBe(false);
    expect(await page.locator("#objectives").isVisible()).toBe(false);
  });

  it("takes text for text, whatever stands in it, and asks the network for nothing", async () => {
    const path = join(folder, "hostile.html");
    writeFileSync(path, reportOf(hostile()));
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    expect(await page.title()).toBe("Alerting of prod");
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator(".service h3").textContent()).toBe(HOSTILE);
    expect(asked).toEqual([pathToFileURL(path).href]);
  });

  it("has its script refused where a byte of it was changed", async () => {
    const path = join(folder, "changed.html");
    writeFileSync(path, readFileSync(file, "utf8").replace("const form", "document.title = 'taken'; const form"));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    expect(await page.title()).toBe("Alerting of prod");
  });
});
