import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { planOf } from "../../testing/environment";
import { runToEnd } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "../../monitors/catalogue";
import { chromiumPath, describeWithChromium } from "../../testing/tools/describe-with-chromium";
import { toLighthouse } from "./config";

const config = toLighthouse(planOf(catalogue));

describe("the budgets of Lighthouse CI", () => {
  it("are A1, A2, A4 and A5, an entry for each level", () => {
    expect(config.ci.assert.assertMatrix).toEqual([
      {
        matchingUrlPattern: ".*",
        aggregationMethod: "median",
        assertions: {
          "largest-contentful-paint": ["warn", { maxNumericValue: 2_000 }],
          "server-response-time": ["warn", { maxNumericValue: 800 }],
          "cumulative-layout-shift": ["warn", { maxNumericValue: 0.1 }],
        },
      },
      {
        matchingUrlPattern: ".*",
        aggregationMethod: "median",
        assertions: {
          "largest-contentful-paint": ["error", { maxNumericValue: 5_000 }],
          "server-response-time": ["error", { maxNumericValue: 1_800 }],
          "cumulative-layout-shift": ["error", { maxNumericValue: 0.25 }],
        },
      },
      {
        matchingUrlPattern: "/products/[^/]+/?$",
        aggregationMethod: "median",
        assertions: { "largest-contentful-paint": ["error", { maxNumericValue: 1_500 }] },
      },
    ]);
  });

  it("name what cannot be measured there: A3, A6, and what a user does", () => {
    expect(Object.keys(config.notMeasured)).toEqual([
      "storefront.input_delay",
      "storefront.image_load",
      "storefront.mobile_page_load",
      "messaging.latency",
    ]);
  });

  it("are those of the committed file: npm run lighthouse", () => {
    expect(JSON.parse(readFileSync(join(ROOT, "lighthouserc.json"), "utf8"))).toEqual(config);
  });
});

/** A small page that answers after so long. */
const serve = (afterMs: number): Promise<Server> => {
  const server = createServer((_request, response) => {
    setTimeout(() => {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><html lang="en"><title>Coats</title><body><h1>A green coat</h1></body></html>');
    }, afterMs);
  });
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => {
      done(server);
    }),
  );
};

interface Ended {
  readonly code: number;
  readonly output: string;
}

const lighthouse = async (folder: string, ...args: readonly string[]): Promise<Ended> => {
  const { code, stdout, stderr } = await runToEnd(
    process.execPath,
    [join(ROOT, "node_modules/@lhci/cli/src/cli.js"), ...args, `--config=${join(ROOT, "lighthouserc.json")}`],
    { cwd: folder, variables: { CHROME_PATH: chromiumPath() } },
  );
  return { code, output: stripVTControlCharacters(stdout + stderr) };
};

const report = z.looseObject({
  audits: z.record(z.string(), z.looseObject({ numericValue: z.number().optional() })),
});

/** What was measured, in no time: how long it took here is this machine's, and another one is too slow for any budget. */
const onFastMachine = (folder: string): void => {
  const reports = join(folder, ".lighthouseci");
  for (const name of readdirSync(reports).filter((each) => /^lhr-.*\.json$/.test(each))) {
    const file = join(reports, name);
    const measured = report.parse(JSON.parse(readFileSync(file, "utf8")));
    for (const audit of Object.values(measured.audits)) if (audit.numericValue !== undefined) audit.numericValue = 0;
    writeFileSync(file, JSON.stringify(measured));
  }
};

describeWithChromium("the real Lighthouse, on a small page", () => {
  const judge = async (afterMs: number, path: string, edit: (folder: string) => void): Promise<Ended> => {
    const server = await serve(afterMs);
    const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
    try {
      const { port } = server.address() as AddressInfo;
      const collected = await lighthouse(
        folder,
        "collect",
        `--url=http://127.0.0.1:${port}${path}`,
        "--numberOfRuns=1",
        "--settings.chromeFlags=--headless=new --no-sandbox",
        "--settings.onlyAudits=largest-contentful-paint",
        "--settings.onlyAudits=server-response-time",
        "--settings.onlyAudits=cumulative-layout-shift",
        "--settings.maxWaitForLoad=240000",
      );
      expect(collected).toMatchObject({ code: 0 });
      edit(folder);
      return await lighthouse(folder, "assert");
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it("finds nothing to say of one that answers at once", async () => {
    expect(await judge(0, "/products/coat-1", onFastMachine)).toMatchObject({
      code: 0,
      output: expect.stringContaining("All results processed!") as unknown,
    });
  });

  it("fails one that answers after two seconds, and names the audit and the budget", async () => {
    const { code, output } = await judge(2_000, "/", () => undefined);
    expect(code).toBe(1);
    expect(output).toMatch(/server-response-time failure for maxNumericValue assertion/);
    expect(output).toMatch(/expected: <=1800/);
  });
});
