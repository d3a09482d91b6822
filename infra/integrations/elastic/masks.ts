import { rules, type Kind } from "../../../instrumentation/mask-rules";
import { template, type SecretReference, type Template } from "../../../monitors/model/late";
import type { LogField } from "../../../monitors/model/sources/elastic";
import type { Processor } from "./processors";

/**
 * What must not be readable in a log: the kinds that the browser and the server mask too, here as processors. Sources are read by lists of
 * the fields that are wanted, so this is about free text, which may hold anything. A person's name in a free text cannot be told from any
 * other word: none is masked, and none may be logged.
 */
interface Mask {
  readonly kind: string;
  /** As Java has them: https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html */
  readonly pattern: string;
  readonly by: string;
}

/** Whoever reads a line may want to know that there was one. */
const MARKED_QUERY = "?[query]";

const masks: readonly Mask[] = Object.entries(rules).map(([kind, [pattern, by]]) => ({
  kind,
  pattern: `${pattern.ignoreCase ? "(?i)" : ""}${pattern.source}`,
  by: kind === "query" ? MARKED_QUERY : by,
}));

/** What a browser's version could be taken for. */
const OF_NUMBERS: ReadonlySet<string> = new Set<Kind>([
  "phoneField",
  "iban",
  "ipv6",
  "ipv4",
  "card",
  "cardEnd",
  "insurance",
  "phone",
]);

/** Where free text arrives. */
const FREE_TEXT = ["message", "url.path", "user_agent.original"] as const satisfies readonly LogField[];

const hasNumbers = (field: (typeof FREE_TEXT)[number]): boolean => field === "user_agent.original";

/** A path is asked for with its query by some, and with a session's parameters by a few. */
const PATH: Processor = {
  gsub: { field: "url.path", pattern: "[?;#].*$", replacement: "", ignore_missing: true },
};

export const maskText = (): readonly Processor[] => [
  PATH,
  ...FREE_TEXT.flatMap((field) =>
    masks
      .filter(({ kind }) => !OF_NUMBERS.has(kind) || !hasNumbers(field))
      .map(({ kind, pattern, by }) => ({
        gsub: { description: `Masks: ${kind}`, field, pattern, replacement: by, ignore_missing: true },
      })),
  ),
];

/** The hash that tells clients apart is made with a key: without one, all addresses could be tried. */
const HASH = {
  fingerprint: {
    description: "Tells one client from another",
    fields: ["client.ip"],
    target_field: "driplo.client.hash",
    method: "SHA-256",
    salt: "",
    ignore_missing: true,
  },
} as const;

/**
 * A client's address: hashed whole, then kept without its last part (a network of 256 at most), or of IPv6 not at all, where the
 * first parts may be one household's.
 */
export const maskClient = (hashKey: SecretReference): readonly (Processor | Template)[] => [
  withKey(HASH, hashKey),
  {
    gsub: {
      field: "client.ip",
      pattern: String.raw`^(\d+\.\d+\.\d+)\.\d+$`,
      replacement: "$1.0",
      ignore_missing: true,
    },
  },
  { remove: { field: "client", ignore_missing: true, if: "ctx.client?.ip != null && ctx.client.ip.contains(':')" } },
];

const withKey = ({ fingerprint }: typeof HASH, hashKey: SecretReference): Template => {
  const [before = "", after = ""] = JSON.stringify({ fingerprint }).split('"salt":""');
  return template(`${before}"salt":"`, hashKey, `"${after}`);
};
