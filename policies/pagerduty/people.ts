import type { Environment, OnCall, Person } from "../../monitors/model/environment";
import { ref, type Reference } from "../../monitors/model/late";
import { inSeconds } from "../../monitors/model/quantity";
import { rungNumbers, type HandOff, type Policies, type Rung, type RungNumber } from "../../monitors/model/route";
import type { PagerDutyDeclaration } from "./declaration";

/** Who can be reached, how, and when it is their turn: people by the stack that owns the account, a drill's user by another. */

type DeclaredOnCall = Extract<OnCall, { declaredHere: true }>;

export const renderPeople = (
  onCall: DeclaredOnCall,
  { rungs, handOff }: Policies,
  environment: Pick<Environment, "name" | "ownsAccount">,
): readonly PagerDutyDeclaration[] => [
  ...Object.entries(onCall.people).flatMap(([role, person]) => renderPerson(role, person, handOff)),
  ...rungNumbers.flatMap((rung) =>
    renderSchedules(rung, titleOf(rung, rungs[rung], environment), rungs[rung], onCall.rotations[rung], handOff),
  ),
];

/** All stacks share one account: another's schedules say whose they are. */
const titleOf = (
  rung: RungNumber,
  { who }: Rung,
  { name, ownsAccount }: Pick<Environment, "name" | "ownsAccount">,
): string => `Driplo ${ownsAccount ? "" : `${name} `}rung ${rung}: ${who}`;

const userId = (role: string): Reference => ref("pagerduty:index/user:User", role, "id");

const renderPerson = (role: string, person: Person, { timeZone }: HandOff): readonly PagerDutyDeclaration[] => [
  {
    vendor: "pagerduty",
    type: "pagerduty:index/user:User",
    name: role,
    secretOutputs: ["name", "email", "avatarUrl"],
    // limited_user is PagerDuty's Responder: may acknowledge and resolve, may not change who is called.
    args: { name: person.name, email: person.email, role: "limited_user", jobTitle: role, timeZone },
  },
  // What PagerDuty makes by itself is not declared, for this provider cannot adopt it: the e-mail method "Default" with its
  // rules, at the invitation, and the push method, when the person signs in on a phone (docs/bootstrap.md).
  ...(person.phone === undefined
    ? []
    : [
        ...renderPhone(role, "sms", "sms_contact_method", person.phone),
        ...renderPhone(role, "phone", "phone_contact_method", person.phone),
      ]),
];

/** A contact method, and the rule that uses it at once for high urgency. */
const renderPhone = (
  role: string,
  key: "sms" | "phone",
  type: "sms_contact_method" | "phone_contact_method",
  { countryCode, number }: NonNullable<Person["phone"]>,
): readonly PagerDutyDeclaration[] => [
  {
    vendor: "pagerduty",
    type: "pagerduty:index/userContactMethod:UserContactMethod",
    name: `${role}.${key}`,
    secretOutputs: ["address"],
    args: { userId: userId(role), type, countryCode, address: number, label: key },
  },
  {
    vendor: "pagerduty",
    type: "pagerduty:index/userNotificationRule:UserNotificationRule",
    name: `${role}.${key}.high`,
    args: {
      userId: userId(role),
      startDelayInMinutes: 0,
      urgency: "high",
      contactMethod: { type, id: ref("pagerduty:index/userContactMethod:UserContactMethod", `${role}.${key}`, "id") },
    },
  },
];

const WEEK_IN_SECONDS = 604_800;

/** The schedules of a rung: one in which all take turns, or one for each person who never does. */
export const scheduleNames = (
  rung: RungNumber,
  turns: "weekly" | "fixed",
  roles: readonly string[],
): readonly string[] => (turns === "weekly" ? [`rung-${rung}`] : roles.map((role) => `rung-${rung}.${role}`));

const renderSchedules = (
  rung: RungNumber,
  title: string,
  { turns, hours }: Rung,
  roles: readonly string[],
  handOff: HandOff,
): readonly PagerDutyDeclaration[] =>
  scheduleNames(rung, turns, roles).map((name, index): PagerDutyDeclaration => ({
    vendor: "pagerduty",
    type: "pagerduty:index/schedule:Schedule",
    name,
    protect: true,
    args: {
      name: `${title}${turns === "fixed" ? ` (${roles[index] ?? ""})` : ""}`,
      timeZone: handOff.timeZone,
      layers: [
        {
          name: turns,
          start: handOff.first,
          rotationVirtualStart: handOff.first,
          rotationTurnLengthSeconds: WEEK_IN_SECONDS,
          users: (turns === "weekly" ? roles : roles.slice(index, index + 1)).map(userId),
          ...(hours === undefined
            ? {}
            : {
                restrictions: [
                  {
                    type: "daily_restriction",
                    startTimeOfDay: `${hours.from}:00`,
                    durationSeconds: inSeconds(hours.for),
                  },
                ],
              }),
        },
      ],
    },
  }));
