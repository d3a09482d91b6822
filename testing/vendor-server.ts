import { createServer } from "node:http";
import { z } from "zod";

/** Stands for a vendor's cloud: what was sent to it, and what it answers. */

export interface Received {
  /** `GET /incidents` */
  readonly line: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body?: unknown;
}

export interface VendorServer {
  readonly address: string;
  readonly received: readonly Received[];
  readonly close: () => Promise<void>;
}

export const startVendor = async (answer: (received: Received) => Answered): Promise<VendorServer> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://127.0.0.1");
      const each = {
        line: `${request.method ?? ""} ${url.pathname}`,
        url,
        headers: request.headers,
        body: Buffer.concat(pieces).toString("utf8"),
      };
      received.push(each);
      const { status = 200, headers = {}, body = "" } = answer(each);
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.closeAllConnections();
      server.close(() => {
        closed();
      });
    });
  return { address: `http://127.0.0.1:${port}`, received, close };
};
