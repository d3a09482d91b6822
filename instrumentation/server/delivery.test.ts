import { createServer } from "node:net";
import { once } from "node:events";
import { services } from "../../monitors/model/sources/server";
import { MOST_AT_ONCE, startDelivery, wordError } from "./delivery";
import { handleWith } from "./handle";
import { LONGEST_SEND } from "./longest-send";
import { MEASURE_EVERY } from "./meter";
import { startServer } from "./server";
import { keepTasks, startCollector } from "./testing/collector";
import { variables } from "./testing/variables";

const event = { request: { method: "GET" }, route: { id: "/api/search" } };

/** A port that nobody listens on: it was free a moment ago. */
const deadPort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
};

/** A request after which a reading is due, and all that is sent is sent to one address. */
const answerWith = async (endpoint: string) => {
  const warnings: string[] = [];
  const tasks = keepTasks();
  const clock = jest.spyOn(Date, "now").mockReturnValue(0);
  const server = startServer({
    service: services.api,
    variables: variables(),
    later: tasks.later,
    write: () => undefined,
    warn: (line) => warnings.push(line),
    sentry: { captureMessage: () => "id", flush: () => Promise.resolve(true) },
    endpoints: { datadog: endpoint },
  });
  clock.mockReturnValue(MEASURE_EVERY);
  const response = await handleWith(server)({ event, resolve: () => new Response("found") });
  clock.mockRestore();
  const drops = server.drops();
  return { server, response, drops, warnings, tasks };
};

/** What a collector may do to whoever sends to it. */
const hostile = {
  "is down": async () => ({ url: `http://127.0.0.1:${await deadPort()}`, close: () => Promise.resolve() }),
  "refuses the key": () =>
    startCollector((response) => {
      response.writeHead(403, "no such key").end("go away");
    }),
  "never answers": () => startCollector(() => undefined),
  "answers a byte at a time": async () => {
    const collector = await startCollector((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 50);
      response.on("close", () => {
        clearInterval(drip);
      });
    });
    // The connection is given up too: it would be held for ever.
    const close = async () => {
      await collector.left();
      await collector.close();
    };
    return { ...collector, close };
  },
  "answers without end": () =>
    startCollector((response) => {
      response.writeHead(200);
      // Each piece in a turn of its own, and none after a failed one: Node 24 answers a write to a closed connection within the turn.
      const flood = (): void => {
        response.write(Buffer.alloc(1_048_576), (error) => {
          if (!error) setImmediate(flood);
        });
      };
      flood();
    }),
  "hangs up": () =>
    startCollector((response) => {
      response.destroy();
    }),
  "sends elsewhere": () =>
    startCollector((response) => {
      response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    }),
};

describe.each(Object.entries(hostile))("a collector that %s", (_, start) => {
  it("delays no answer, throws nothing, and is given up and counted", async () => {
    const collector = await start();
    const { server, response, drops, warnings, tasks } = await answerWith(`${collector.url}/v1/metrics`);
    // The answer was there before anything had failed: nothing of it was waited for.
    expect(await response.text()).toBe("found");
    expect(drops).toEqual({ datadog: 0, cloudwatch: 0, sentry: 0 });
    expect(await tasks.ended()).toBe(1);
    expect(server.drops()).toEqual({ datadog: 1, cloudwatch: 0, sentry: 0 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^driplo instrumentation: 1 not sent to datadog so far: \S.*$/);
    expect(warnings.join()).not.toContain(variables().DATADOG_API_KEY);
    await collector.close();
  });
});

describe("a delivery", () => {
  it("gives a task up after its time, and tells it", async () => {
    jest.useFakeTimers();
    const tasks = keepTasks();
    const delivery = startDelivery({ ...tasks, warn: () => undefined });
    let reason: unknown;
    delivery.send("sentry", (signal) => {
      signal.addEventListener("abort", () => {
        reason = signal.reason;
      });
      return new Promise(() => undefined);
    });
    await jest.advanceTimersByTimeAsync(LONGEST_SEND - 1);
    expect(delivery.drops().sentry).toBe(0);
    await jest.advanceTimersByTimeAsync(1);
    await tasks.ended();
    jest.useRealTimers();
    expect(delivery.drops().sentry).toBe(1);
    expect(wordError(reason)).toBe("no answer within 2000 ms");
  });

  it("keeps no more than so many under way, and drops what comes on top", async () => {
    const tasks = keepTasks();
    const warnings: string[] = [];
    const delivery = startDelivery({ ...tasks, warn: (line) => warnings.push(line) });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    for (let sent = 0; sent < MOST_AT_ONCE + 5; sent += 1) delivery.send("cloudwatch", () => gate);
    expect(delivery.drops().cloudwatch).toBe(5);
    // Once a minute, and not once for each.
    expect(warnings).toEqual(["driplo instrumentation: 1 not sent to cloudwatch so far: 20 are under way"]);
    open();
    await tasks.ended();
    delivery.send("cloudwatch", () => Promise.resolve());
    await tasks.ended();
    expect(delivery.drops().cloudwatch).toBe(5);
  });

  it.each([
    [
      "a task that throws at once",
      {
        work: () => {
          throw new Error("someone@shop.test\nat line 3");
        },
      },
      "[email]",
    ],
    ["a task that throws no error", { work: () => Promise.reject(new Error("")) }, "Error"],
  ])("counts %s, in one line and without names", async (_, { work }, expected) => {
    const tasks = keepTasks();
    const warnings: string[] = [];
    const delivery = startDelivery({ ...tasks, warn: (line) => warnings.push(line) });
    delivery.send("datadog", work);
    await tasks.ended();
    expect(warnings).toEqual([`driplo instrumentation: 1 not sent to datadog so far: ${expected}`]);
  });

  it("words an error without what a terminal would obey, and shortly", () => {
    expect(wordError(new Error(`\u001b[31m${"no ".repeat(200)}`))).toMatch(/^ \[31mno .{0,120}$/);
    expect(wordError(new Error("no ".repeat(200)))).toHaveLength(120);
    expect(wordError("a text")).toBe("a text");
  });

  it("goes on where the platform has nothing to keep running, or refuses to", async () => {
    const done = jest.fn();
    for (const later of [
      undefined,
      () => {
        throw new Error("outside of a request");
      },
    ]) {
      const delivery = startDelivery({ later, warn: () => undefined });
      await new Promise<void>((resolve) => {
        delivery.send("datadog", () => {
          done();
          resolve();
          return Promise.resolve();
        });
      });
    }
    expect(done).toHaveBeenCalledTimes(2);
  });
});
