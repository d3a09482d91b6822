import { keyOf, type Declaration } from "../monitors/declaration/declaration";
import { isLate, type Template } from "../monitors/model/late";

/** Every policy of AWS's that a stack declares, whatever resource carries it: what the policy tests and the linter look at. */
export interface PolicyDocument {
  /** The declaration's key and the argument: `aws:iam/role:Role slack assumeRolePolicy`. */
  readonly where: string;
  readonly type: string;
  readonly statements: readonly Statement[];
  /** The document as AWS gets it, but for the values that only a run knows. */
  readonly text: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** By what a document is and not by the argument's name: a new type of resource is found without a change here. */
export const policyDocuments = (declarations: readonly Declaration[]): readonly PolicyDocument[] =>
  declarations.flatMap((declaration) =>
    Object.entries(declaration.args).flatMap(([argument, value]) => {
      const text = textOf(value);
      const document = text === undefined ? undefined : parse(text);
      return text === undefined || document === undefined
        ? []
        : [
            {
              where: `${keyOf(declaration)} ${argument}`,
              type: declaration.type,
              statements: document.Statement,
              text,
            },
          ];
    }),
  );

const textOf = (value: unknown): string | undefined => {
  if (typeof value === "string") return value;
  return isLate(value) && value.late === "template" ? value.parts.map(standIn).join("") : undefined;
};

/** ARNs of the shape that the service gives, so that an action's resource can still be judged. */
const STAND_INS: Readonly<Record<string, string>> = {
  "aws:sns/topic:Topic": "arn:aws:sns:eu-west-3:000000000000:topic",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "arn:aws:cloudwatch:eu-west-3:000000000000:alarm:alarm",
  "aws:cloudwatch/eventApiDestination:EventApiDestination":
    "arn:aws:events:eu-west-3:000000000000:api-destination/name/00000000-0000-0000-0000-000000000000",
  "datadog:aws/integrationExternalId:IntegrationExternalId": "external-id",
};

const standIn = (part: Template["parts"][number]): string => {
  if (typeof part === "string") return part;
  return (part.late === "reference" ? STAND_INS[part.type] : undefined) ?? "stand-in";
};

const parse = (text: string): { readonly Statement: readonly Statement[] } | undefined => {
  if (!text.startsWith("{")) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    return isDocument(document) ? document : undefined;
  } catch {
    return undefined;
  }
};

/** The statements are our own renderers'; that each has an effect and actions is AWS's and the linter's to check. */
const isDocument = (value: unknown): value is { readonly Statement: readonly Statement[] } =>
  typeof value === "object" && value !== null && "Statement" in value && Array.isArray(value.Statement);
