import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../../testing/stack-configuration";
import { chromiumPath, describeWithChromium } from "../../testing/tools/describe-with-chromium";

/** The pipeline's own step, on a preview behind a stand-in of Vercel's protection that asks a third party for a script. */

const KEY = "k3y-to-every-preview";
const COOKIE = "c00kie-of-this-preview";

const step = z
  .object({
    jobs: z.object({ lighthouse: z.object({ steps: z.array(z.looseObject({ run: z.string().optional() })) }) }),
  })
  .parse(parse(readFileSync(join(ROOT, ".github/workflows/lighthouse.yml"), "utf8")))
  .jobs.lighthouse.steps.flatMap(({ run }) => (run?.includes("lhci collect") === true ? [run] : []))
  .join("\n");

const listen = async (listener: RequestListener): Promise<{ server: Server; port: number }> => {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, done));
  return { server, port: (server.address() as AddressInfo).port };
};

/** Vercel's: https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/protection-bypass-automation */
const protectedPage =
  (third: number, seen: string[], setsCookie = true): RequestListener =>
  ({ headers, url = "" }, response) => {
    const knows = headers["x-vercel-protection-bypass"] === KEY;
    if (knows && setsCookie && headers["x-vercel-set-bypass-cookie"] === "true") {
      response.writeHead(307, {
        location: `http://localhost:${third}/away`,
        "set-cookie": `_vercel_jwt=${COOKIE}; Path=/; HttpOnly`,
      });
      response.end();
      return;
    }
    const opened = knows || headers.cookie?.includes(`_vercel_jwt=${COOKIE}`) === true;
    seen.push(`${String(opened)} ${url}`);
    response.writeHead(opened ? 200 : 401, { "content-type": "text/html" });
    response.end(
      `<!doctype html><html lang="en"><title>Coats</title><h1>A coat</h1><script src="http://localhost:${third}/third.js"></script></html>`,
    );
  };

/** Root, as in a container, gets no sandbox from Chromium. */
const browserIn = (folder: string): string => {
  const path = join(folder, "chrome");
  writeFileSync(path, `#!/bin/sh\nexec ${chromiumPath()} ${process.getuid?.() === 0 ? "--no-sandbox" : ""} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
};

const collect = (folder: string, port: number, key: string) =>
  new Promise<{ code: number | null; output: string }>((done) => {
    const chrome = browserIn(folder);
    for (const name of ["cli", "node_modules"]) symlinkSync(join(ROOT, name), join(folder, name));
    const once = step.replace("lhci collect", "lhci collect --numberOfRuns=1 --settings.onlyCategories=performance");
    const child = spawn("bash", ["-e", "-c", once], {
      cwd: folder,
      env: {
        ...process.env,
        ...{ URL: `http://127.0.0.1:${port}`, PRODUCT: "/products/1", BYPASS: key },
        ...{ CHROME: chrome, CHROME_PATH: chrome },
      },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("close", (code) => {
      done({ code, output });
    });
  });

const reportsOf = (folder: string): string =>
  readdirSync(join(folder, ".lighthouseci"))
    .map((name) => readFileSync(join(folder, ".lighthouseci", name), "utf8"))
    .join("\n");

describeWithChromium("a preview behind Vercel's protection", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "preview-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is opened to Lighthouse, and neither a third party nor a report learns what opens it", async () => {
    const heard: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
    const third = await listen(({ url, headers }, response) => {
      heard.push({ url, headers });
      response.end("1");
    });
    const seen: string[] = [];
    const first = await listen(protectedPage(third.port, seen));
    try {
      const { code, output } = await collect(folder, first.port, KEY);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(seen).toEqual(expect.arrayContaining(["true /", "true /products/1"]));
      expect(seen.filter((each) => each.startsWith("false"))).toEqual([]);
      expect(new Set(heard.map(({ url }) => url))).toEqual(new Set(["/third.js"]));
      expect(heard.filter(({ headers }) => Object.keys(headers).some((name) => name.startsWith("x-vercel")))).toEqual(
        [],
      );
      expect(JSON.stringify(heard)).not.toMatch(new RegExp(`${KEY}|${COOKIE}`));
      const reports = reportsOf(folder);
      expect(reports).toContain('"lighthouseVersion"');
      expect(reports + output).not.toMatch(new RegExp(`${KEY}|${COOKIE}`));
    } finally {
      first.server.close();
      third.server.close();
    }
  });

  it("is said to stay closed where the key is not its project's, without the key", async () => {
    const first = await listen(protectedPage(1, [], false));
    try {
      const { code, output } = await collect(folder, first.port, "wr0ng-key");
      expect(code).not.toBe(0);
      expect(output).toContain("answered 401 and set no cookie: is VERCEL_AUTOMATION_BYPASS_SECRET its project's?");
      expect(output).not.toContain("wr0ng-key");
    } finally {
      first.server.close();
    }
  });
});

describe("the key to a preview", () => {
  const open = (url: string): Promise<unknown> => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- Lighthouse CI requires it as well
    const script = require("./open-preview.cjs") as (browser: unknown, page: { url: string }) => Promise<unknown>;
    return script(undefined, { url });
  };

  it("is not asked for where there is none", async () => {
    await expect(open("https://coats.test/x")).resolves.toBeUndefined();
  });

  it("is never sent in clear", async () => {
    process.env["BYPASS"] = KEY;
    try {
      await expect(open("http://coats.test/x")).rejects.toThrow(
        "http://coats.test: the key to a preview is not sent in clear; name an address with https",
      );
    } finally {
      delete process.env["BYPASS"];
    }
  });
});
