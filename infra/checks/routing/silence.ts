import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import { referenceOf, textOf } from "../../../monitors/plan/following";
import type { Refusal } from "../../../monitors/plan/refusal";
import type { PagerDutyDeclaration } from "../../../policies/pagerduty/declaration";
import { isSilent } from "../../environment/drill-on-call";
import type { Way } from "./proof";

/** R4: the whole ladder is declared in dev, and no phone can ring there. */

export const SILENCE = "in dev nothing rings";

export const checkSilent = ({ incidents }: Way): readonly Refusal[] =>
  incidents.flatMap(({ pages }) =>
    pages
      .filter(({ channel }) => channel !== "app")
      .map(({ channel, who, via }) => ({
        what: `${channel} to ${who} (${via.join(" → ")})`,
        rule: SILENCE,
        remedy: "let a drill's user stand on that rung, with e-mail alone (infra/environment/drill-on-call.ts)",
      })),
  );

/**
 * Whoever is on a schedule there has no phone, so that no urgency could ring, not even a drill's. Of a schedule that another stack
 * declares nobody here knows who is on it.
 */
export const checkPhones = (
  paging: readonly PagerDutyDeclaration[],
  environment: Environment,
): readonly Diagnostic[] =>
  isSilent(environment)
    ? paging.flatMap((declaration) =>
        phonesOf(declaration).map((what) => ({
          severity: "error",
          where: `${declaration.name} (${environment.name})`,
          what,
          rule: `${SILENCE}, and nobody there has a phone`,
          remedy: `take people and schedules out of Pulumi.${environment.name}.yaml: a drill's user is on call without them`,
        })),
      )
    : [];

/** PagerDuty's contact methods that ring: phone_contact_method and sms_contact_method; e-mail and push do not. */
const phonesOf = (declaration: PagerDutyDeclaration): readonly string[] => {
  if (declaration.type === "pagerduty:index/userContactMethod:UserContactMethod")
    return /^(?:phone|sms)_/.test(textOf(declaration.args.type)) ? [`${keyOf(declaration)} is declared`] : [];
  if (declaration.type !== "pagerduty:index/escalationPolicy:EscalationPolicy") return [];
  return declaration.args.rules.flatMap(({ targets }, index) =>
    targets
      .filter(({ id }) => referenceOf(id) === undefined)
      .map(({ id }) => `rule ${index + 1} calls schedule ${textOf(id)}, which is another stack's`),
  );
};
