import { formatQuantity, inSeconds } from "../model/quantity";
import { kindRow, signalKinds } from "../model/signal-kind";
import type { ElasticSource } from "../model/sources/elastic";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { RULE, type ElasticDeclaration } from "./declaration";
import { RUN_SECONDS } from "./render";

/** What a query rule of Kibana's cannot judge. */
export const accepts = (watch: Watch<ElasticSource>): Refusal | undefined =>
  refuseKind(watch) ?? refuseGroups(watch) ?? refuseWindow(watch) ?? refuseSilence(watch);

const refuseKind = ({ measure: { kind } }: Watch<ElasticSource>): Refusal | undefined => {
  const able = Object.entries(signalKinds).flatMap(([name, { places }]) => ("elastic" in places ? [name] : []));
  return able.includes(kind)
    ? undefined
    : {
        what: `a query rule of Kibana's cannot judge the kind ${kind}`,
        rule: `it counts: ${able.join(" or ")}; ${kind} is ${kindRow(kind).means}`,
        remedy: "change the kind, or the source",
      };
};

const refuseGroups = ({ measure: { kind }, source }: Watch<ElasticSource>): Refusal | undefined =>
  (kind === "outlier_client") === (source.by !== undefined)
    ? undefined
    : {
        what: source.by === undefined ? "no field tells one client from another" : `${kind} by ${source.by}`,
        rule: "outlier_client judges each client by itself, and nothing else does",
        remedy: source.by === undefined ? "name the field in by" : "leave by out, or change the kind",
      };

const refuseWindow = ({ measure: { window } }: Watch<ElasticSource>): Refusal | undefined =>
  inSeconds(window) >= RUN_SECONDS && inSeconds(window) % RUN_SECONDS === 0
    ? undefined
    : {
        what: `a window of ${formatQuantity(window)}`,
        rule: "a rule runs each minute, over whole minutes",
        remedy: "change the window",
      };

/** A backstop's silence is told by its first source. */
const refuseSilence = ({ measure: { missingData }, role }: Watch<ElasticSource>): Refusal | undefined =>
  role === "backstop" || missingData === "ok" || missingData === "keep"
    ? undefined
    : {
        what: `missing data are ${missingData}`,
        rule: "a query rule counts 0 where nothing arrives, and tells of no silence",
        remedy: 'set missingData: "ok", and give the measure a first source that tells',
      };

/** A draft has no priority among its tags, and tells nobody. */
export const check = (declaration: ElasticDeclaration): readonly Refusal[] =>
  declaration.type !== RULE ||
  declaration.args.actions?.length !== 0 ||
  declaration.args.tags?.some((tag) => tag === "stage:draft") === true
    ? []
    : [
        {
          what: "nobody would hear of it from Kibana",
          rule: "a route that Kibana can serve pages or posts to Slack; its e-mail wants a mail server",
          remedy: "add slack to the route in policies/routing.ts, or switch elastic off with a reason",
        },
      ];
