import { asText, oneText, type TellsIn } from "../plan/telling";
import type { NewRelicDeclaration } from "./declaration";

/** A condition's title and description: the channel's one property is the title, the rest is New Relic's own page or mail. */
export const tellsIn: TellsIn<NewRelicDeclaration> = () => (declaration) =>
  declaration.type === "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
    ? oneText(["page", "mail"], {
        subject: asText(declaration.args.titleTemplate),
        text: asText(declaration.args.description),
        note: "where New Relic shows the description in its own layout is not established",
      })
    : [];
