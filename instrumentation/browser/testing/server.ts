import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** The shop's server, with the collector and the two proxies on it. It keeps what it was sent. */

export interface Sent {
  readonly path: string;
  readonly body: string;
}

const HUGE = 2 ** 25;

/** How it answers what it is sent. */
export type Manner = "well" | "500" | "hangs" | "huge";

export interface ShopServer {
  readonly address: string;
  readonly requests: readonly Sent[];
  manner: Manner;
  /** What the service worker's address answers; nothing is 404. */
  worker: string | undefined;
  readonly close: () => Promise<void>;
}

const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<body><script type="module" src="/page.js"></script></body></html>`;

const PHOTO = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="tomato"/></svg>`;

/** Before the first byte of a page, so that the time to it is none of chance. */
export const FIRST_BYTE_MS = 60;

/** How long a tap keeps the page busy, so that its delay is none either. */
export const BUSY_MS = 50;

const answer = (response: ServerResponse, type: string, body: string | Uint8Array, status = 200): void => {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
};

const answerPost = (response: ServerResponse, manner: Manner): void => {
  switch (manner) {
    case "well":
      answer(response, "application/json", "{}", 202);
      return;
    case "500":
      answer(response, "text/plain", "down", 500);
      return;
    case "hangs":
      return;
    case "huge": {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(Buffer.alloc(HUGE, "x"));
    }
  }
};

export const startServer = async (files: ReadonlyMap<string, Uint8Array>): Promise<ShopServer> => {
  const requests: Sent[] = [];
  const state: { manner: Manner; worker: string | undefined } = { manner: "well", worker: "" };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "";
    const body = await text(request);
    requests.push({ path, body });
    if (request.method === "POST") {
      answerPost(response, state.manner);
      return;
    }
    const file = files.get(path);
    if (file !== undefined) answer(response, "text/javascript", file);
    else if (path === "/photo.svg") answer(response, "image/svg+xml", PHOTO);
    else if (path === "/service-worker.js")
      answer(response, "text/javascript", state.worker ?? "", state.worker === undefined ? 404 : 200);
    else if (path.startsWith("/products/"))
      setTimeout(() => {
        answer(response, "text/html", HTML);
      }, FIRST_BYTE_MS);
    else answer(response, "text/plain", "not here", 404);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return Object.assign(state, {
    address: `http://127.0.0.1:${String(port)}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  });
};
