import type { Progress } from "./http";
import type { Asked, Question } from "./question";
import { NoKeys, type Source } from "./source";

/** Vendors opened with the keys of the environment. Each client is loaded for its vendor alone: they take most of a second. */
export const openSource =
  (environment: Readonly<Record<string, string | undefined>>, progress: Progress, datadogEndpoint?: string) =>
  async (vendor: Asked): Promise<Source> => {
    const given = (name: string): string | undefined => (environment[name] === "" ? undefined : environment[name]);
    switch (vendor) {
      case "datadog": {
        const [apiKey, appKey] = [given("DD_API_KEY"), given("DD_APP_KEY")];
        if (apiKey === undefined || appKey === undefined)
          throw new NoKeys("Datadog: DD_API_KEY and DD_APP_KEY are not set");
        const { datadogSource } = await import("./datadog");
        const endpoint = datadogEndpoint === undefined ? {} : { endpoint: datadogEndpoint };
        const site = given("DD_SITE") ?? "datadoghq.com";
        return answering("datadog", datadogSource({ apiKey, appKey, site, ...endpoint }, progress));
      }
      case "cloudwatch": {
        const { cloudWatchSource } = await import("./cloudwatch");
        return answering("cloudwatch", cloudWatchSource());
      }
      case "prometheus": {
        const url = given("PROMETHEUS_URL");
        if (url === undefined) throw new NoKeys("Prometheus: PROMETHEUS_URL is not set");
        const { prometheusSource } = await import("./prometheus");
        const access = { url, token: given("PROMETHEUS_TOKEN"), user: given("PROMETHEUS_USER") };
        return answering("prometheus", prometheusSource(access, progress));
      }
    }
  };

/** A source takes its own questions; whoever asks has them of every vendor. */
const answering = <V extends Asked>(vendor: V, source: Source<Extract<Question, { vendor: V }>>): Source => {
  const isOwn = (question: Question): question is Extract<Question, { vendor: V }> => question.vendor === vendor;
  return {
    keeps: source.keeps,
    ask: async (question, from, to) => (isOwn(question) ? source.ask(question, from, to) : []),
  };
};
