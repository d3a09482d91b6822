import { z } from "zod";
import { SeriesFault } from "../series/fault";
import { patientFetch, type Progress } from "./http";
import type { Question } from "./question";
import { VendorFault, wordsOf, type Samples, type Source } from "./source";

type Asked = Extract<Question, { vendor: "prometheus" }>;

export interface PrometheusAccess {
  /** `https://prometheus.example.com`, or Grafana Cloud's `https://prometheus-….grafana.net/api/prom` */
  readonly url: string;
  readonly token: string | undefined;
  /** Of a server that wants a name beside the token, as Grafana Cloud's does. */
  readonly user: string | undefined;
}

const answer = z.union([
  z.object({
    status: z.literal("success"),
    data: z.object({
      resultType: z.literal("matrix"),
      result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
    }),
  }),
  z.object({ status: z.literal("error"), error: z.string() }),
]);

/**
 * The samples themselves, by an instant query of a day (`selector[1d]`): a range query would fill gaps with the newest sample before them
 * and so hide them. https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries
 */
export const prometheusSource = (access: PrometheusAccess, progress: Progress): Source<Asked> => {
  const { address, headers, secrets } = openingOf(access);
  const ask = patientFetch(progress);
  return {
    // What a server keeps is its own affair; what it no longer has is a gap.
    keeps: Number.POSITIVE_INFINITY,
    ask: async ({ selector }, from, to) => {
      const query = `${selector}[${to - from}s]`;
      const response = await ask(
        `${address}/api/v1/query?${String(new URLSearchParams({ query, time: String(to) }))}`,
        {
          headers,
        },
      ).catch((error: unknown) => {
        throw new VendorFault(`Prometheus cannot be reached: ${wordsOf(error, secrets)}`);
      });
      if (response.status === 401 || response.status === 403)
        throw new VendorFault(
          `Prometheus refuses the token (${response.status}); it needs to read metrics (metrics:read)`,
        );
      if (response.status === 429)
        throw new VendorFault("Prometheus still answers 429, too many requests; go on later");
      return samplesOf(
        answer.safeParse(await response.json().catch(() => undefined)),
        response.status,
        selector,
        from,
        to,
      );
    },
  };
};

const openingOf = ({ url, token, user }: PrometheusAccess) => {
  if (!URL.canParse(url))
    throw new VendorFault("PROMETHEUS_URL is no address, such as https://prometheus.example.com", "usage");
  const address = new URL(url);
  const name = user ?? decodeURIComponent(address.username);
  const word = token ?? decodeURIComponent(address.password);
  address.username = "";
  address.password = "";
  const basic = Buffer.from(`${name}:${word}`).toString("base64");
  return {
    address: `${address.origin}${address.pathname.replace(/\/$/, "")}`,
    headers: word === "" ? {} : { Authorization: name === "" ? `Bearer ${word}` : `Basic ${basic}` },
    secrets: [word, basic],
  };
};

const samplesOf = (
  read: z.ZodSafeParseResult<z.infer<typeof answer>>,
  status: number,
  selector: string,
  from: number,
  to: number,
): Samples => {
  if (!read.success)
    throw new VendorFault(`Prometheus answers ${status}, and not as its API does; is PROMETHEUS_URL its address?`);
  if (read.data.status === "error") throw new SeriesFault(`Prometheus: ${wordsOf(read.data.error, [])}`);
  const [first, ...others] = read.data.data.result;
  if (others.length > 0)
    throw new SeriesFault(
      `Prometheus has ${others.length + 1} series of ${selector}, and a file has one; export them added up`,
    );
  return (first?.values ?? [])
    .map(([at, value]) => [at, Number(value)] as const)
    .filter(([at, value]) => Number.isFinite(value) && at >= from && at < to);
};
