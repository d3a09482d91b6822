import { textOf } from "../plan/following";
import type { Refusal } from "../plan/refusal";
import { handlesIn } from "../plan/vendor-text";
import type { DatadogDeclaration } from "./declaration";

/** Whom a message names: Datadog notifies them whatever the rules say, in a draft as well (https://docs.datadoghq.com/monitors/notify/). */
export const namedIn = (declaration: DatadogDeclaration): readonly string[] =>
  messagesOf(declaration).flatMap((message) => handlesIn(textOf(message)));

/** Monitors, tests, security rules and downtimes; what a monitor says when it tells again; whom a case notifies. */
const messagesOf = ({ args }: DatadogDeclaration) => [
  "message" in args ? args.message : undefined,
  "escalationMessage" in args ? args.escalationMessage : undefined,
  ...("optionsList" in args ? [args.optionsList?.monitorOptions?.escalationMessage] : []),
  ...("cases" in args ? (args.cases ?? []).flatMap(({ notifications = [] }) => notifications) : []),
];

export const refuseNamed = (declaration: DatadogDeclaration): readonly Refusal[] =>
  namedIn(declaration).map((handle) => ({
    what: `its message names @${handle}`,
    rule: "rules say who is told, and no message does: Datadog notifies whoever a message names",
    remedy: "take the handle out of the text",
  }));
