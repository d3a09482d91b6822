import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

/** A vendor's intake, on this machine: keeps what it is sent. A stand-in, and how it answers is the test's to say. */
export interface Collector {
  readonly url: string;
  readonly requests: readonly Received[];
  /** Resolves once nobody is connected any more. */
  readonly left: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

/** As the vendors do. */
const taken: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
};

export const startCollector = async (answer: Answer = taken): Promise<Collector> => {
  const requests: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const whole = Buffer.concat(chunks);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(whole) : whole;
      requests.push({ path: request.url ?? "", headers: request.headers, body: body.toString("utf8") });
      answer(response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the collector has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    left: async () => {
      while ((await promisify(server.getConnections.bind(server))()) > 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

/** What the function would have been kept running for: the test waits for it instead. */
export const keepTasks = () => {
  const tasks: Promise<unknown>[] = [];
  return {
    later: (task: Promise<unknown>) => {
      tasks.push(task);
    },
    ended: async () => {
      await Promise.all(tasks);
      return tasks.length;
    },
  };
};
