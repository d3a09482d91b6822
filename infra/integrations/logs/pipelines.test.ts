import { catalogue } from "../../../monitors/catalogue";
import { parseSearch } from "../../../monitors/datadog/search";
import { DRAINED } from "../../../monitors/model/sources/vercel";
import { planOf, testDev, testProd, without } from "../../../testing/environment";
import { renderSupabasePipeline } from "../supabase/log-pipeline";
import { renderVercelPipeline } from "../vercel/log-pipeline";
import { renderPipelines } from "./pipelines";

const PIPELINE = "datadog:index/logsCustomPipeline:LogsCustomPipeline";

interface Processor {
  readonly attributeRemapper?: {
    readonly sources: readonly string[];
    readonly target: string;
    readonly targetType: string;
    readonly preserveSource: boolean;
    readonly overrideOnConflict: boolean;
  };
  readonly urlParser?: { readonly sources: readonly string[]; readonly target: string };
  readonly stringBuilderProcessor?: object;
  readonly grokParser?: { readonly source: string; readonly grok: { readonly matchRules: string } };
  readonly categoryProcessor?: { readonly target: string; readonly categories: readonly object[] };
  readonly serviceRemapper?: { readonly sources: readonly string[] };
  readonly statusRemapper?: { readonly sources: readonly string[] };
}

interface Pipeline {
  readonly filters: readonly { readonly query: string }[];
  readonly processors: readonly Processor[];
}

const vercel = renderVercelPipeline().args as Pipeline;
const supabase = (environment = testProd) => renderSupabasePipeline(environment).args as Pipeline;

/** What the drain itself names, below its records (https://vercel.com/docs/drains/reference/logs). */
const OF_THE_DRAIN = ["environment", "buildId", "deploymentId", "proxy.wafAction"];

describe("the pipeline of Vercel's lines", () => {
  it("takes those of our drains, whose address says so", () => {
    expect(vercel.filters).toEqual([{ query: "source:vercel-drain" }]);
    expect(parseSearch(vercel.filters[0]?.query ?? "").fault).toBeUndefined();
  });

  it("gives every attribute that the catalogue reads of requests and builds, or leaves it as the drain has it", () => {
    const made = vercel.processors.flatMap(({ attributeRemapper, urlParser }) => [
      ...(attributeRemapper === undefined ? [] : [attributeRemapper.target]),
      ...(urlParser === undefined ? [] : [`${urlParser.target}.path`]),
    ]);
    const drained = planOf(catalogue)
      .signals.flatMap(({ measures }) => measures.map(({ source }) => source))
      .filter(({ reads }) => reads.some((feed) => /^datadog:logs\/(requests|builds)$/.test(feed)));
    const read = new Set(
      drained.flatMap((source) => [...JSON.stringify(source).matchAll(/@([\w.]+)/g)].map(([, name = ""]) => name)),
    );
    expect(read.size).toBeGreaterThan(4);
    expect([...read].filter((name) => !made.includes(name) && !OF_THE_DRAIN.includes(name))).toEqual([]);
    // What the drain names is taken from nobody.
    const taken = vercel.processors.flatMap(({ attributeRemapper }) =>
      attributeRemapper?.preserveSource === false ? attributeRemapper.sources : [],
    );
    expect(taken).toEqual([]);
  });

  it("believes our server before the proxy, and parses what it writes first", () => {
    expect(vercel.processors[0]?.grokParser).toMatchObject({
      source: "message",
      grok: { matchRules: "json %{data::json}" },
    });
    const client = vercel.processors.find(({ attributeRemapper }) => attributeRemapper?.target === "network.client.ip");
    expect(client?.attributeRemapper).toMatchObject({ sources: ["proxy.clientIp"], overrideOnConflict: false });
  });

  it("takes Vercel's level for the status, so that an error of a build is one, but first pino's number", () => {
    expect(vercel.processors.at(-1)?.statusRemapper).toMatchObject({ sources: ["driplo.level", "level"] });
    const { target, categories = [] } = vercel.processors.at(-2)?.categoryProcessor ?? {};
    expect(target).toBe("driplo.level");
    expect(categories).toContainEqual({ name: "error", filter: { query: "@level:50" } });
    expect(categories).toHaveLength(6);
  });

  it("is under no name for which Datadog has a pipeline of its own", () => {
    expect(DRAINED).not.toBe("vercel");
    expect(JSON.stringify(planOf(catalogue))).not.toContain("source:vercel ");
  });
});

describe("the pipeline of Supabase's lines", () => {
  it("takes those of the environment's own project, and tags them with it", () => {
    expect(supabase().filters).toEqual([{ query: "source:supabase @data.project:prodprojectreference" }]);
    expect(supabase(testDev).filters).toEqual([{ query: "source:supabase @data.project:developmentreference" }]);
    const [constant, tag] = supabase(testDev).processors;
    expect(constant?.categoryProcessor).toMatchObject({
      target: "driplo.env",
      categories: [{ name: "dev", filter: { query: "*" } }],
    });
    expect(tag?.attributeRemapper).toMatchObject({
      sources: ["driplo.env"],
      target: "env",
      targetType: "tag",
      overrideOnConflict: true,
    });
  });

  it("calls Postgres's own postgres, and no other's", () => {
    const [, , constant, service] = supabase().processors;
    expect(constant?.categoryProcessor).toMatchObject({
      target: "driplo.service",
      categories: [{ name: "postgres", filter: { query: "service:postgres*" } }],
    });
    expect(service?.serviceRemapper?.sources).toEqual(["driplo.service"]);
  });

  it("leaves the record where the catalogue looks for a refused write", () => {
    expect(JSON.stringify(supabase())).not.toContain('"preserveSource":false,"sources":["data');
    expect(JSON.stringify(planOf(catalogue))).toContain("@data.metadata.parsed.sql_state_code:42501");
  });
});

describe("pipelines", () => {
  const named = (environment: typeof testProd) =>
    renderPipelines(environment).flatMap(({ type, name }) => (type === PIPELINE ? [name] : []));

  it("are declared by the account's owner where they are of all environments, and by each where of its own", () => {
    expect(named(testProd)).toEqual(["vercel", "supabase"]);
    expect(named(testDev)).toEqual(["supabase"]);
    expect(named(without(testProd, "datadog"))).toEqual([]);
  });
});
