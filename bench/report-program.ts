import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { declareStack } from "../infra/declare";
import { testProd } from "../testing/environment";
import { catalogue } from "../monitors/catalogue";
import { policies } from "../policies";
import { hasChromium, launchChromium } from "../testing/tools/describe-with-chromium";
import { toReport } from "../cli/report/document";
import { generateCatalogue } from "./generate";
import { ROOT } from "./root";
import { median } from "./run";

/** Opens the report of so many signals in a browser, several times, and prints how long it took until the page was there. */
const measure = async (signals: number): Promise<object> => {
  if (!hasChromium()) return { notMeasured: "no Chromium" };
  const folder = mkdtempSync(join(tmpdir(), "report-bench-"));
  const browser = await launchChromium();
  try {
    const declared = declareStack(generateCatalogue(catalogue, signals), policies, testProd);
    const page = toReport(declared, policies, { root: ROOT, runbookSite: testProd.runbookSite, day: "2026-11-23" });
    const file = join(folder, "report.html");
    writeFileSync(file, page);
    const times: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const tab = await browser.newPage();
      const start = performance.now();
      await tab.goto(pathToFileURL(file).href, { waitUntil: "load" });
      // Once more around: the first frame has been drawn.
      await tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
      times.push((performance.now() - start) / 1000);
      await tab.close();
    }
    return { seconds: median(times), bytes: Buffer.byteLength(page) };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

void measure(Number(process.argv[2])).then((measured) => process.stdout.write(JSON.stringify(measured)));
