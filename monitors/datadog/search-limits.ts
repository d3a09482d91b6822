import { assertNever } from "../model/assert-never";
import type { DatadogSource } from "../model/sources/datadog";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { parseSearch } from "./search";

/** The searches of a source, by the field that each stands in. */
const searchesOf = (source: DatadogSource): readonly (readonly [string, string])[] => {
  switch (source.type) {
    case "rum":
    case "rum count":
      return [["filter", source.filter]];
    case "rum ratio":
      return [
        ["part", source.part.filter],
        ["whole", source.whole.filter],
      ];
    case "spans":
      return [
        ["filter", source.filter],
        ["bad", source.bad],
      ];
    case "logs":
      return [["search", source.search]];
    case "log ratio":
      return [
        ["part", source.part],
        ["whole", source.whole],
      ];
    case "log outcomes":
      return [
        ["failed", source.failed],
        ["succeeded", source.succeeded],
      ];
    case "metric":
    case "http":
    case "dns":
    case "certificate":
    case "heartbeat":
    // Made of the table of records, and not written by hand.
    case "trail":
      return [];
    default:
      return assertNever(source);
  }
};

/** Of several the first that is wrong: an empty filter is none. */
export const refuseSearch = ({ source }: Watch<DatadogSource>): Refusal | undefined =>
  searchesOf(source)
    .filter(([, text]) => text !== "")
    .map(([field, text]): Refusal | undefined => {
      const { fault, widens } = parseSearch(text);
      if (fault !== undefined)
        return {
          what: `${field} is no search: ${text}`,
          rule: `Datadog's search has terms, attributes, closed quotes and brackets, joined by AND, OR and -; it ends at ${fault}`,
          remedy: `mend ${field}`,
        };
      return widens
        ? {
            what: `${field} has an OR outside brackets: ${text}`,
            rule: "a search stands beside others, such as the environment's, and OR would let it match without them",
            remedy: `put ${field} into brackets`,
          }
        : undefined;
    })
    .find((refusal) => refusal !== undefined);
