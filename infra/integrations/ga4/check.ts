import type { Refusal } from "../../../monitors/plan/refusal";
import type { Property } from "./property";

export interface Fault extends Refusal {
  readonly where: string;
}

/** Of events, in a standard property: https://support.google.com/analytics/answer/10075209. How many key events it takes was not established. */
const MOST_DIMENSIONS = 50;

/**
 * What the Admin API would refuse, found before it is asked.
 * @see google/analytics/admin/v1beta/resources.proto of @google-analytics/admin: KeyEvent, CustomDimension
 */
export const checkProperty = ({ keyEvents, customDimensions, funnel }: Property): readonly Fault[] => [
  ...twice(
    keyEvents.map(({ eventName }) => eventName),
    "key event",
  ),
  ...twice(
    customDimensions.map(({ parameterName }) => parameterName),
    "custom dimension",
  ),
  ...twice(
    funnel.map(({ eventName }) => eventName),
    "step of the funnel",
  ),
  ...keyEvents.flatMap(({ eventName }) =>
    NAME.test(eventName) ? [] : [fault(`key event ${eventName}`, `"${eventName}" is no name of an event`, NAME_RULE)],
  ),
  ...customDimensions.flatMap(checkDimension),
  ...tooMany("custom dimensions", customDimensions.length, MOST_DIMENSIONS),
];

/** "Event names … must start with a letter", 40 characters: https://support.google.com/analytics/answer/13316687 */
const NAME = /^[A-Za-z]\w{0,39}$/;
const NAME_RULE = "letters, digits and underscores, 40 at most, a letter first";
const DISPLAY = /^[A-Za-z][\w ]{0,81}$/;

const checkDimension = ({ parameterName, displayName, description }: Property["customDimensions"][number]) => {
  const where = `custom dimension ${parameterName}`;
  return [
    ...(NAME.test(parameterName) ? [] : [fault(where, `"${parameterName}" is no name of a parameter`, NAME_RULE)]),
    ...(DISPLAY.test(displayName)
      ? []
      : [
          fault(
            where,
            `"${displayName}" is no display name`,
            "letters, digits, spaces and underscores, 82 at most, a letter first",
          ),
        ]),
    ...(description.length <= 150
      ? []
      : [fault(where, `its description has ${description.length} characters`, "150 at most")]),
  ];
};

const fault = (
  where: string,
  what: string,
  rule: string,
  remedy = "change it in infra/integrations/ga4/property.ts",
): Fault => ({
  where,
  what,
  rule,
  remedy,
});

const twice = (names: readonly string[], kind: string): readonly Fault[] =>
  [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) =>
    fault(`${kind} ${name}`, "it is declared twice", "Google knows one of a name"),
  );

const tooMany = (what: string, found: number, most: number): readonly Fault[] =>
  found <= most ? [] : [fault(what, `there are ${found}`, `a standard property takes ${most}`)];
