import type { Environment, OnCall, Person } from "../../monitors/model/environment";

/** R4: an environment in which nothing rings, whatever its routes and its configuration say. */
export const isSilent = ({ name }: Pick<Environment, "name">): boolean => name === "dev";

/**
 * The on-call of a stack that neither owns the account nor names schedules by id: one user of PagerDuty's on every rung, with the
 * environment's list as the e-mail address and no phone. A notification rule needs a contact method of its user, and this user has e-mail
 * alone, so that no urgency can ring (https://support.pagerduty.com/main/docs/notification-rules). It takes a seat of the account's plan.
 */
export const drillOnCall = (environment: string, email: string): Extract<OnCall, { declaredHere: true }> => {
  const drill: Person = { name: `Driplo ${environment} drill`, email };
  const everyRung = ["drill"];
  return {
    declaredHere: true,
    people: { drill },
    rotations: { 1: everyRung, 2: everyRung, 3: everyRung, 4: everyRung },
  };
};
