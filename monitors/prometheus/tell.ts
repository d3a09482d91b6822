import { isLate } from "../model/late";
import { slackText } from "../plan/vendor-text";
import { asText, fill, type Example, type Telling, type TellsIn } from "../plan/telling";
import type { ContactPointDeclaration, PrometheusDeclaration } from "./declaration";

/** A rule's annotations within the texts of its contact point, as Grafana fills them in. */
export const tellsIn: TellsIn<PrometheusDeclaration> = (declarations) => {
  const points = new Map(
    declarations.filter(isContactPoint).map((declaration) => [declaration.name, declaration.args] as const),
  );
  return (declaration, example) => {
    if (declaration.type !== "grafana:alerting/ruleGroup:RuleGroup") return [];
    return declaration.args.rules.flatMap(({ annotations, notificationSettings }) => {
      const to = notificationSettings?.contactPoint;
      const point = typeof to === "object" && isLate(to) && to.late === "reference" ? points.get(to.name) : undefined;
      const texts = textsOf(annotations ?? {}, example);
      return point === undefined ? [] : tellingsOf(point, texts);
    });
  };
};

const isContactPoint = (declaration: PrometheusDeclaration): declaration is ContactPointDeclaration =>
  declaration.type === "grafana:alerting/contactPoint:ContactPoint";

type Texts = (template: unknown) => string;

const tellingsOf = (point: ContactPointDeclaration["args"], texts: Texts): readonly Telling[] => [
  ...(point.pagerduties ?? []).map(({ summary, details }): Telling => ({
    to: "page",
    subject: texts(summary),
    text: texts(
      Object.values(details ?? {})
        .map(asText)
        .join("\n"),
    ),
  })),
  ...(point.slacks ?? []).map(({ title, text }): Telling => ({
    to: "slack",
    subject: texts(title),
    text: texts(text),
  })),
  ...(point.emails ?? []).map(({ subject, message }): Telling => ({
    to: "mail",
    subject: texts(subject),
    text: texts(message),
  })),
];

/** The few forms of Go's templates that `message.ts` writes. */
const textsOf =
  (annotations: Readonly<Record<string, unknown>>, example: Example): Texts =>
  (template) => {
    const annotation = (name: string): string => asText(annotations[name]);
    return fill(asText(template), [
      [/\{\{ if \.CommonAnnotations\.summary \}\}.*\{\{ end \}\}/g, annotation("summary")],
      [/\{\{ range .*?\}\}\{\{ if \$index \}\}\n\{\{ end \}\}|\{\{ end \}\}$/g, ""],
      [/\{\{ \.StartsAt\.UTC\.Format "[^"]*" \}\}/g, example.since],
    ])
      .replaceAll(/\{\{ \.Annotations\.(\w+)( \|[^}]*)? \}\}/g, (_, name: string, escape: string | undefined) =>
        escape === undefined ? annotation(name) : slackText(annotation(name)),
      )
      .replaceAll(
        /\{\{ with .*?\}\}\{\{ printf "%\.(\d)f" \.Value \}\}( ?)(.*?)\{\{ else \}\}.*?\{\{ end \}\}/g,
        (_, decimals: string, gap: string, unit: string) =>
          `${inUnitOf(unit, example.amount).toFixed(Number(decimals))}${gap}${unit}`,
      );
  };

/** Spans come in seconds. */
const inUnitOf = (unit: string, amount: number): number => (unit === "s" ? amount / 1_000 : amount);
