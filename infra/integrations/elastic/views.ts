import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import { keyOf } from "../../../monitors/declaration/declaration";
import { dataStream, type LogField } from "../../../monitors/model/sources/elastic";
import type { Stored } from "./lifecycle";
import { physicalName } from "./names";

const VIEW = "elasticstack:index/kibanaDataView:KibanaDataView";

const titles: Readonly<Record<Stored, string>> = {
  audit: "events",
  access: "requests",
  application: "functions, builds, the database",
  dead_letter: "what no pipeline could read",
};

export const renderView = (stored: Stored, environment: string): ElasticDeclaration => ({
  vendor: "elastic",
  type: VIEW,
  name: stored,
  args: {
    dataView: {
      id: physicalName(environment, stored),
      name: `Driplo ${stored.replace("_", " ")} (${environment}): ${titles[stored]}`,
      title: dataStream(stored, environment),
      timeFieldName: "@timestamp",
      // It is made before the first line arrives.
      allowNoIndex: true,
    },
  },
});

interface Search {
  readonly name: string;
  readonly title: string;
  readonly in: Stored;
  /** KQL; empty for all. */
  readonly query: string;
  readonly columns: readonly (LogField | "error.message" | "error.type" | "event.original")[];
}

/** What a runbook tells its reader to look at, ready to be opened. */
export const searches: readonly Search[] = [
  {
    name: "failed-sign-ins",
    title: "Failed sign-ins",
    in: "audit",
    query: 'event.action: "sign_in" and event.outcome: "failure"',
    columns: ["driplo.client.hash", "user.hash", "client.ip", "user_agent.original"],
  },
  {
    name: "refused-uploads",
    title: "Refused uploads",
    in: "audit",
    query: 'event.action: "upload" and event.type: "denied"',
    columns: ["driplo.client.hash", "user.hash", "message"],
  },
  {
    name: "payments",
    title: "Stripe's events",
    in: "audit",
    query: 'event.provider: "stripe"',
    columns: ["event.action", "labels.object", "labels.status", "error.code", "driplo.payment.amount"],
  },
  {
    name: "requests",
    title: "Requests to the API",
    in: "access",
    query: 'event.provider: "vercel"',
    columns: ["driplo.client.hash", "http.request.method", "url.path", "http.response.status_code"],
  },
  {
    name: "cdn-errors",
    title: "Errors of the CDN",
    in: "access",
    query: 'event.provider: "cloudfront" and http.response.status_code >= 500',
    columns: ["labels.edge", "labels.cache", "url.path", "http.response.status_code"],
  },
  {
    name: "errors",
    title: "Errors of functions and of the database",
    in: "application",
    query: 'log.level: ("error" or "fatal" or "panic")',
    columns: ["event.provider", "log.logger", "error.code", "message"],
  },
  {
    name: "dead-letters",
    title: "Lines that no pipeline could read",
    in: "dead_letter",
    query: "",
    columns: ["event.provider", "error.type", "error.message", "event.original"],
  },
];

/**
 * A saved search as Kibana's export has it, a line of JSON for each.
 * @see https://www.elastic.co/docs/api/doc/kibana/operation/operation-post-saved-objects-import
 */
const savedSearch = ({ name, title, in: stored, query, columns }: Search, environment: string): object => ({
  type: "search",
  id: physicalName(environment, name),
  attributes: {
    title: `Driplo: ${title} (${environment})`,
    columns,
    sort: [["@timestamp", "desc"]],
    kibanaSavedObjectMeta: {
      searchSourceJSON: JSON.stringify({
        query: { language: "kuery", query },
        filter: [],
        indexRefName: REFERENCE,
      }),
    },
  },
  references: [{ type: "index-pattern", id: physicalName(environment, stored), name: REFERENCE }],
});

const REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index";

/** One import for each, so that a search that is changed changes no other. */
export const renderSearch = (search: Search, environment: string): ElasticDeclaration => ({
  vendor: "elastic",
  type: "elasticstack:index/kibanaImportSavedObjects:KibanaImportSavedObjects",
  name: search.name,
  after: [keyOf({ type: VIEW, name: search.in })],
  args: { fileContents: `${JSON.stringify(savedSearch(search, environment))}\n`, overwrite: true },
});
