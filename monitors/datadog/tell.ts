import { asText, fill, oneText, type Example, type TellsIn } from "../plan/telling";
import type {
  DatadogDeclaration,
  MonitorDeclaration,
  SecurityRuleDeclaration,
  SyntheticsDeclaration,
} from "./declaration";
import { isSecurityRule } from "./security";

/** A monitor's, a test's and a security rule's name and message, as Datadog fills them in. */
export const tellsIn: TellsIn<DatadogDeclaration> = () => (declaration, example) => {
  if (!isTelling(declaration)) return [];
  const { name, message } = declaration.args;
  const told = { subject: asText(name), text: expand(asText(message), example), note: NOTE };
  // A signal passes no rule that pages (security.ts).
  return oneText(isSecurityRule(declaration) ? ["slack", "mail"] : ["page", "slack", "mail"], told);
};

const isTelling = (
  declaration: DatadogDeclaration,
): declaration is MonitorDeclaration | SyntheticsDeclaration | SecurityRuleDeclaration =>
  declaration.type === "datadog:index/monitor:Monitor" ||
  declaration.type === "datadog:index/syntheticsTest:SyntheticsTest" ||
  isSecurityRule(declaration);

const NOTE = "Datadog puts the state before the name; in which words for each channel is not established";

/** An alert: what speaks of a recovery or of missing data is left out (https://docs.datadoghq.com/monitors/notify/variables/). */
const expand = (message: string, { amount, since }: Example): string =>
  fill(message, [
    [/\{\{#is_\w+\}\}.*?\{\{\/is_\w+\}\}/g, ""],
    [/\{\{eval "value\*100"\}\}/g, "100"],
    [/\{\{eval "value\/1000000"\}\}|\{\{(?:[ab]\.)?value\}\}(?! ns)/g, String(amount)],
    [/\{\{[ab]\.value\}\} ns/g, `${amount * 1_000_000} ns`],
    [/\{\{(?:first_triggered_at|timestamp)\}\}/g, since],
    [/\{\{\[?@userIdentity\.arn\]?\}\}/g, "arn:aws:iam::000000000000:user/example"],
    [/\{\{\[@?[\w.]+\]\.name\}\}/g, "192.0.2.7"],
  ]);
