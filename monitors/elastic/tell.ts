import { z } from "zod";
import { asText, fill, type Example, type Telling, type TellsIn } from "../plan/telling";
import { RULE, type ElasticDeclaration } from "./declaration";
import { FOUND } from "./routing";

/** What a rule's actions send when they open, as Kibana fills them in. */
export const tellsIn: TellsIn<ElasticDeclaration> = () => (declaration, example) =>
  declaration.type === RULE
    ? (declaration.args.actions ?? [])
        .filter(({ group }) => group === FOUND)
        .flatMap(({ params }) =>
          typeof params === "string" ? readAction(expand(params, asText(declaration.args.name), example)) : [],
        )
    : [];

const page = z.object({ summary: z.string(), customDetails: z.object({ message: z.string() }) });
const post = z.object({ subActionParams: z.object({ text: z.string() }) });

const readAction = (params: string): readonly Telling[] => {
  const given: unknown = JSON.parse(params);
  const paged = page.safeParse(given);
  if (paged.success) return [{ to: "page", subject: paged.data.summary, text: paged.data.customDetails.message }];
  const posted = post.safeParse(given);
  if (!posted.success) return [];
  const [subject = "", ...lines] = posted.data.subActionParams.text.split("\n");
  return [{ to: "slack", subject, text: lines.join("\n") }];
};

/** https://www.elastic.co/guide/en/kibana/current/rule-action-variables.html */
const expand = (params: string, name: string, { amount, since }: Example): string =>
  fill(params, [
    [/\{\{rule\.name\}\}/g, name],
    [/\{\{alert\.id\}\}/g, "9f86d081884c"],
    [/\{\{context\.value\}\}/g, String(amount)],
    [/\{\{context\.date\}\}/g, since],
  ]);
