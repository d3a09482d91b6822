import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Prometheus itself, over what a test serves, and with each minute of its configuration and of its rules played in three seconds. */

/** Skipped by name on a developer's machine without the server; in CI, where nobody reads what was skipped, a failure. */
export const describeWithPrometheus = (name: string, suite: () => void): void => {
  describeWith("prometheus", "CI must install it, on Debian with the package prometheus", "CI", name, suite);
};

/** The same of pint, which the nightly pipeline builds. */
export const describeWithPint = (name: string, suite: () => void): void => {
  describeWith("pint", "bash .ci/nightly-tools builds it", "NIGHTLY", name, suite);
};

const describeWith = (tool: string, remedy: string, demanded: string, name: string, suite: () => void): void => {
  const missing = `no ${tool} on the PATH`;
  if (spawnSync(tool, ["--help"]).error === undefined) describe(name, suite);
  else if (process.env[demanded] !== "true") describe.skip(`${name} (${missing})`, suite);
  else
    describe(name, () => {
      it(`runs with ${tool}`, () => {
        throw new Error(`${missing}: ${remedy}`);
      });
    });
};

/** An address that serves a text anew at each scrape; undefined is a scrape that fails. */
export interface Exporter {
  readonly target: string;
  readonly serve: (text: (() => string) | undefined) => void;
  readonly close: () => void;
}

export const startExporter = async (): Promise<Exporter> => {
  let current: (() => string) | undefined;
  const server = createServer((_, response) => {
    response.writeHead(current === undefined ? 503 : 200, { "Content-Type": "text/plain; version=0.0.4" });
    response.end(current?.() ?? "");
  });
  const port = await listening(server);
  return {
    target: `127.0.0.1:${port}`,
    serve: (text) => {
      current = text;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const listening = (server: ReturnType<typeof createSocket>): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new Error("no port"));
    });
  });

const freePort = async (): Promise<number> => {
  const server = createSocket();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/**
 * Seconds in which a minute is played. In one, Prometheus's start would not be true to life: its first scrape waits five seconds for
 * the list of targets (discovery/manager.go, updatert), which are no minutes.
 */
const MINUTE = 3;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Milliseconds in which a span such as "3m30s" is played. */
const played = (span: string): number =>
  [...span.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + (Number(amount) * (UNITS[unit ?? ""] ?? 0) * MINUTE * 1_000) / 60,
    0,
  );

/** Every span of a rule file or of a configuration: in brackets, and as a field's value. */
const toPlay = (text: string): string =>
  text.replaceAll(
    /(\[|:|\b(?:for|interval|scrape_interval|evaluation_interval): )((?:\d+[smhd])+)(?=[\]:\n])/g,
    (_, before: string, span: string) => `${before}${Math.round(played(span))}ms`,
  );

const answer = z.object({
  data: z.object({
    alerts: z.array(z.object({ labels: z.record(z.string(), z.string()), state: z.string() })),
  }),
});

const ruleAnswer = z.object({
  data: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
  }),
});

export interface PrometheusServer {
  readonly url: string;
  /** Names of what fires at this moment, in their order. */
  readonly firing: () => Promise<readonly string[]>;
  /** What each rule's last evaluation came to, by its name. */
  readonly health: () => Promise<ReadonlyMap<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * @param files the configuration `prometheus.yml` and what it names, by file name
 * @param pace whether minutes are played
 */
export const startPrometheus = async (
  files: ReadonlyMap<string, string>,
  pace: "played" | "as written" = "played",
): Promise<PrometheusServer> => {
  const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
  for (const [file, text] of files) writeFileSync(join(folder, file), pace === "played" ? toPlay(text) : text);
  const address = `127.0.0.1:${await freePort()}`;
  const server = run(folder, address);
  await untilReady(address, server);
  const ask = async (path: string): Promise<unknown> => (await fetch(`http://${address}/api/v1/${path}`)).json();
  return {
    url: `http://${address}`,
    firing: async () => {
      const { alerts } = answer.parse(await ask("alerts")).data;
      return alerts
        .filter(({ state }) => state === "firing")
        .map(({ labels }) => labels["alertname"] ?? "")
        .toSorted();
    },
    health: async () => {
      const { groups } = ruleAnswer.parse(await ask("rules")).data;
      return new Map(groups.flatMap(({ rules }) => rules.map(({ name, health }) => [name, health] as const)));
    },
    stop: async () => {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

interface Running {
  readonly hasEnded: () => boolean;
  readonly said: () => string;
  readonly end: () => Promise<void>;
}

const run = (folder: string, address: string): Running => {
  const server = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      `--query.lookback-delta=${5 * MINUTE}s`,
      "--log.level=warn",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  server.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const gone = new Promise<void>((resolve) =>
    server.once("exit", () => {
      resolve();
    }),
  );
  return {
    hasEnded: () => server.exitCode !== null,
    said: () => said,
    end: async () => {
      server.kill("SIGKILL");
      await gone;
    },
  };
};

const untilReady = async (address: string, { hasEnded, said }: Running): Promise<void> => {
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    if (hasEnded()) throw new Error(`prometheus has ended: ${said()}`);
    const ready = await fetch(`http://${address}/-/ready`).catch(() => undefined);
    if (ready?.ok === true) return;
    await sleep(50);
  }
  throw new Error(`prometheus is not ready: ${said()}`);
};

/** Whatever fires within so many minutes that are played, each name once. */
export const firedDuring = async (server: PrometheusServer, minutes: number): Promise<readonly string[]> => {
  const fired = new Set<string>();
  const end = Date.now() + minutes * MINUTE * 1_000;
  while (Date.now() < end) {
    for (const name of await server.firing()) fired.add(name);
    await sleep(200);
  }
  return [...fired].toSorted();
};
