import type { Environment } from "../../monitors/model/environment";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { runbookUrl } from "../../monitors/plan/wording";
import {
  announcedBy,
  components,
  languages,
  unannounced,
  type Component,
  type Language,
  type State,
} from "../../policies/incidents/components";
import { fill, messages, steps, templateName, titles } from "../../policies/incidents/messages";
import { cell, code } from "../review/markdown";
import { clockOf, isoDay } from "./clock";
import type { Known } from "./read";

/**
 * The draft of a notice on the status page: component, state, template and words, in each language. Datadog's API has no draft:
 * `POST /api/v2/statuspages/{page_id}/degradations` takes the four public steps alone and shows the notice at once
 * (https://docs.datadoghq.com/api/latest/status-pages/create-degradation/). So the draft stands where people work, and a person publishes it.
 */
export interface Draft {
  readonly title: string;
  readonly body: string;
}

/** Undefined where the row says that customers are told nothing by a page. */
export const draftOf = (known: Known, plan: MonitoringPlan, environment: Environment): Draft | undefined => {
  const { incident, match } = known;
  const silent: Readonly<Record<string, string | undefined>> = unannounced;
  if (match !== undefined && silent[match.signal] !== undefined) return undefined;
  const parts = match === undefined ? [] : announcedBy(match.signal);
  const what = parts.map(({ component, state }) => `${component.name.en} ${state}`).join(", ");
  return {
    title: `Status page draft: incident ${incident.number ?? incident.id}, ${what === "" ? "which part is not known" : what}`,
    body: [
      "A draft, made by itself. **Customers see nothing until a person publishes it.**",
      "",
      ...factsOf(known, plan, environment),
      "",
      ...(parts.length === 0 ? chooseLines() : parts.flatMap(({ component, state }) => noticeLines(component, state))),
      "## To publish",
      "",
      "1. Do users notice it? If not, close this issue and say why.",
      `2. Datadog › Status Pages › Report a degradation, with the template above in each language, and _investigating_.`,
      "3. Something at least every 30 minutes: _identified_, _monitoring_, _resolved_. No cause and no promise of a time before you are sure.",
      "4. Close this issue when the notice is resolved.",
      "",
    ].join("\n"),
  };
};

const factsOf = (
  { incident, priority, link, match }: Known,
  plan: MonitoringPlan,
  environment: Environment,
): readonly string[] => {
  const row = [...plan.signals, ...plan.objectives].find(({ id }) => id === match?.signal);
  const number = incident.number ?? incident.id;
  return [
    "| | |",
    "| - | - |",
    `| Incident | ${link === "" ? number : `[${number}](${link})`}, ${priority}, opened ${isoDay(incident.openedAt)} ${clockOf(incident.openedAt)} UTC |`,
    `| Alert | ${cell(incident.title)} |`,
    ...(row === undefined
      ? []
      : [`| Signal | ${code(row.id)}: ${row.impact} [Runbook](${runbookUrl(environment.runbookSite, row)}) |`]),
  ];
};

const words: Readonly<Record<Language, string>> = { en: "English", fr: "French" };

const noticeLines = (component: Component, state: State): readonly string[] => [
  `## ${component.name.en}: ${state}`,
  "",
  ...languages.flatMap((language) => languageLines(component, state, language)),
];

const languageLines = ({ name, spoken, effect }: Component, state: State, language: Language): readonly string[] => {
  const values = { component: spoken[language], effect: effect[state][language] };
  return [
    `### ${words[language]}`,
    "",
    `Template: ${code(templateName(name, state, language))}`,
    "",
    `> **${fill(titles[language][state], { component: name[language] })}**`,
    ">",
    `> ${fill(messages[language].investigating, values)}`,
    "",
    "<details><summary>the later steps</summary>",
    "",
    ...steps.slice(1).map((step) => `- _${step}_: ${fill(messages[language][step], values)}`),
    "",
    "</details>",
    "",
  ];
};

const chooseLines = (): readonly string[] => [
  "No name, tag or title says which signal it is of. Choose by what users cannot do:",
  "",
  ...Object.values<Component>(components).map(
    ({ name, effect }) => `- ${code(templateName(name, "down", "en"))}: ${effect.down.en}`,
  ),
  "",
];
