import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";

/** Stands for GitHub in tests: the pull requests, comments, files, reviews and statuses of one repository, over HTTP. */

export interface Stored {
  readonly id: number;
  readonly user: { readonly type: "Bot" | "User" };
  body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request is done all the same, and only its answer is lost. */
  readonly done?: true;
}

export interface Repository {
  readonly comments: Stored[];
  readonly statuses: object[];
  /** `GET /path`, in the order in which they came. */
  readonly requests: string[];
  /** What is answered first, and once each, to requests that begin with this. */
  readonly failures: Map<string, Answer[]>;
  readonly files: readonly object[];
  readonly reviews: object;
}

export interface Hub {
  readonly url: string;
  readonly repository: Repository;
  readonly close: () => void;
}

const OPEN = [
  ...Array.from({ length: 120 }, (_, index) => ({ number: 200 + index, head: { sha: `other-${index}` } })),
  { number: 5, head: { sha: "abc" } },
];

const LATENCY = 20;

export const startGitHub = (given: Partial<Repository> = {}): Promise<Hub> => {
  const repository: Repository = {
    ...{ comments: [], statuses: [], requests: [], failures: new Map(), files: [], reviews: reviewed(null, []) },
    ...given,
  };
  const server: Server = createServer((request, response) => {
    setTimeout(() => void serve(repository, request, response), LATENCY);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      resolve({ repository, url: `http://127.0.0.1:${port}`, close: () => server.close() });
    });
  });
};

export const reviewed = (reviewDecision: string | null, commits: readonly string[]): object => ({
  data: {
    repository: {
      pullRequest: {
        reviewDecision,
        latestOpinionatedReviews: { nodes: commits.map((oid) => ({ state: "APPROVED", commit: { oid } })) },
      },
    },
  },
});

const serve = async (repository: Repository, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
  const line = `${request.method ?? ""} ${pathname}`;
  repository.requests.push(line);
  const failing = [...repository.failures].find(([start, answers]) => line.startsWith(start) && answers.length > 0);
  const failure = failing?.[1].shift();
  if (failure === undefined || failure.done === true) {
    const body = Buffer.concat(chunks).toString();
    const [status, answer] =
      request.headers.authorization === "Bearer t0ken" ? answerTo(repository, line, body, searchParams) : [401, {}];
    if (failure === undefined) {
      response.writeHead(status);
      response.end(status === 204 ? undefined : JSON.stringify(answer));
      return;
    }
  }
  response.writeHead(failure.status, failure.headers);
  response.end("{}");
};

const answerTo = (
  repository: Repository,
  line: string,
  body: string,
  search: URLSearchParams,
): readonly [number, unknown] => {
  const page = (all: readonly unknown[]): readonly [number, unknown] => {
    const [size, number] = [Number(search.get("per_page")), Number(search.get("page"))];
    return [200, all.slice((number - 1) * size, number * size)];
  };
  const id = Number(/comments\/(\d+)$/.exec(line)?.[1]);
  const known = repository.comments.find((each) => each.id === id);
  const said = (): string => z.object({ body: z.string() }).parse(JSON.parse(body)).body;
  if (line === "GET /repos/o/r/pulls") return page(OPEN);
  if (line === "GET /repos/o/r/pulls/5/files") return page(repository.files);
  if (line === "GET /repos/o/r/issues/5/comments") return page(repository.comments);
  if (line === "POST /graphql") return [200, repository.reviews];
  if (line.startsWith("POST /repos/o/r/statuses/")) {
    repository.statuses.push({
      head: line.split("/").at(-1),
      ...z.record(z.string(), z.string()).parse(JSON.parse(body)),
    });
    return [201, {}];
  }
  if (line === "POST /repos/o/r/issues/5/comments") {
    repository.comments.push({ id: 1_000 + repository.comments.length, user: { type: "Bot" }, body: said() });
    return [201, {}];
  }
  if (known === undefined) return [404, {}];
  if (line.startsWith("PATCH ")) known.body = said();
  if (line.startsWith("DELETE ")) repository.comments.splice(repository.comments.indexOf(known), 1);
  return line.startsWith("DELETE ") ? [204, undefined] : [200, {}];
};
