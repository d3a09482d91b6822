import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { refuseText } from "../../monitors/plan/vendor-text";
import { announcedBy, components, languages, states, unannounced, type Component } from "./components";
import { maintenance, messages, titles, unknownPlaceholders } from "./messages";

/** Whether each part of the status page is tied to a signal, and whether its messages can be filled in. */
export const checkIncidents = (
  environment: string,
  parts: Readonly<Record<string, Component>> = components,
  words: readonly (readonly [string, string])[] = allWords,
): readonly Diagnostic[] => [
  ...Object.entries(parts)
    .filter(([, { signals }]) => signals.down.length === 0)
    .map(([key]): Diagnostic => ({
      severity: "error",
      where: `status page, ${key} (${environment})`,
      what: "no signal says that it is down",
      rule: "each component is tied to the signals that say so",
      remedy: "name them in policies/incidents/components.ts",
    })),
  ...words.flatMap(([name, text]) =>
    unknownPlaceholders(text, ["component", "effect"]).map((placeholder): Diagnostic => ({
      severity: "error",
      where: `customer message, ${name} (${environment})`,
      what: `nobody fills in {${placeholder}}`,
      rule: "a message has the placeholders {component} and {effect}",
      remedy: "mend policies/incidents/messages.ts",
    })),
  ),
  ...[...words, ...wordsOf(parts)].flatMap(([name, text]) =>
    refuseText("it", text).map(({ remedy, ...refusal }): Diagnostic => ({
      severity: "error",
      where: `customer message, ${name} (${environment})`,
      ...refusal,
      remedy: `${remedy} in policies/incidents`,
    })),
  ),
];

/** Names and effects: what the messages are filled in with. */
const wordsOf = (parts: Readonly<Record<string, Component>>): readonly (readonly [string, string])[] =>
  Object.entries(parts).flatMap(([key, { name, spoken, effect }]) =>
    languages.flatMap((language) =>
      [name, spoken, ...states.map((state) => effect[state])].map(
        (words) => [`${key} (${language})`, words[language]] as const,
      ),
    ),
  );

const allWords = languages.flatMap((language) =>
  Object.entries({ ...messages[language], ...titles[language], ...maintenance[language] }).map(
    ([key, text]) => [`${key} (${language})`, text] as const,
  ),
);

/** Whether each row that rings as P0 says which notice it wants, or why none: its draft is made by itself. */
export const checkNotices = ({ signals, objectives, environment }: MonitoringPlan): readonly Diagnostic[] => {
  const silent: Readonly<Record<string, string | undefined>> = unannounced;
  const urgent = [
    ...signals
      .filter(({ measures }) => measures.some(({ levels }) => levels.some(({ priority }) => priority === "P0")))
      .map(({ id }) => id),
    ...objectives.filter(({ tiers }) => tiers.some(({ priority }) => priority === "P0")).map(({ id }) => id),
  ];
  return urgent
    .filter((id) => announcedBy(id).length === 0 && silent[id] === undefined)
    .map((id) => ({
      severity: "error",
      where: `${id} (${environment})`,
      what: "it rings as P0, and no part of the status page names it",
      rule: "of each P0 the draft of a notice is made",
      remedy:
        "name it in policies/incidents/components.ts: below a component's signals, or in unannounced with the reason",
    }));
};
