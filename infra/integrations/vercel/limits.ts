import { isLate } from "../../../monitors/model/late";
import { textOf } from "../../../monitors/plan/following";
import type { Refusal } from "../../../monitors/plan/refusal";
import type { VercelDeclaration } from "./declaration";

/** What Vercel or its provider would refuse, and what it would take and should not: `vercel_log_drain`, `vercel_trace_drain` (v5). */

type Drain = Extract<VercelDeclaration, { type: `vercel:index/${"log" | "trace"}Drain:${string}` }>;

type Variable = Extract<
  VercelDeclaration,
  { type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable" }
>;

/** The provider's validators: headers `mapvalidator.SizeAtMost(5)`, comment `LengthBetween(0, 1000)`. */
const LIMITS = { headers: 5, comment: 1_000 } as const;

export const check = (declaration: VercelDeclaration): readonly Refusal[] => {
  switch (declaration.type) {
    case "vercel:index/logDrain:LogDrain":
    case "vercel:index/traceDrain:TraceDrain":
      return [...checkEndpoint(declaration), ...checkHeaders(declaration), ...checkSampling(declaration)];
    case "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable":
      return checkVariable(declaration);
    case "datadog:index/apiKey:ApiKey":
    case "newrelic:index/apiAccessKey:ApiAccessKey":
      return [];
  }
};

const checkEndpoint = ({ args: { endpoint } }: Drain): readonly Refusal[] =>
  typeof endpoint === "string" && /^https:\/\/[^@\s]+$/.test(endpoint)
    ? []
    : [
        {
          what: `the drain's address is ${typeof endpoint === "string" ? endpoint.replace(/\/\/.*@/, "//…@") : "known late"}`,
          rule: "a drain is encrypted (https), and no name or key stands in its address, which everybody sees who sees the drain",
          remedy: "give an address with https, and the key in a header",
        },
      ];

const checkHeaders = ({ args: { headers } }: Drain): readonly Refusal[] => {
  const many = Object.keys(headers ?? {}).length;
  return many > LIMITS.headers
    ? [
        {
          what: `the drain sends ${many} headers of its own`,
          rule: `a drain has at most ${LIMITS.headers}`,
          remedy: "leave one out",
        },
      ]
    : [];
};

/** Every request of both services is in some count: an error share of a few, a client's many. */
const checkSampling = (drain: Drain): readonly Refusal[] => {
  const sampled = ratesOf(drain).filter((rate) => rate < 1);
  return sampled.length === 0
    ? []
    : [
        {
          what: `the drain sends ${sampled.map((rate) => `${rate * 100} %`).join(" and ")} of production`,
          rule: "alerts count what a drain sends: of a sample, shares are guesses and counts are wrong",
          remedy: "set the rate to 1; what is kept is decided where it is kept",
        },
      ];
};

const ratesOf = (drain: Drain): readonly number[] => {
  const rates =
    drain.type === "vercel:index/logDrain:LogDrain"
      ? [drain.args.samplingRate ?? 1]
      : (drain.args.samplingRules ?? []).flatMap(({ environment, rate }) => (environment === "preview" ? [] : [rate]));
  return rates.filter((rate) => typeof rate === "number");
};

const checkVariable = ({ args: { key, value, sensitive, comment = "" } }: Variable): readonly Refusal[] => [
  ...(typeof key === "string" && /^[A-Za-z_]\w*$/.test(key)
    ? []
    : [
        {
          what: "the variable's name is no name",
          rule: "letters, digits and _, and no digit first",
          remedy: "name it as the code reads it",
        },
      ]),
  ...(holdsSecret(value) && (!sensitive || textOf(key).startsWith("PUBLIC_"))
    ? [
        {
          what: "the variable holds a secret that can be read back, or that every browser is shown",
          rule: "a secret is sensitive at Vercel, and its name does not begin with PUBLIC_",
          remedy: "set sensitive, and give it another name",
        },
      ]
    : []),
  ...(value === ""
    ? [
        {
          what: "the variable is empty",
          rule: "what reads it takes it for missing",
          remedy: "give it a value, or leave it out",
        },
      ]
    : []),
  ...(typeof comment === "string" && comment.length > LIMITS.comment
    ? [
        {
          what: `the comment has ${comment.length} characters`,
          rule: `the provider takes at most ${LIMITS.comment}`,
          remedy: "shorten it",
        },
      ]
    : []),
];

/** A secret of the configuration, or another resource's key. A vendor's answer to a question, such as a DSN, is none. */
const holdsSecret = (value: unknown): boolean => {
  if (!isLate(value)) return false;
  return value.late === "template" ? value.parts.some(holdsSecret) : value.late !== "lookup";
};
