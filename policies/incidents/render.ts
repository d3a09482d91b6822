import { keyOf } from "../../monitors/declaration/declaration";
import type { Environment } from "../../monitors/model/environment";
import { ref } from "../../monitors/model/late";
import type { Priority } from "../../monitors/model/priority";
import { components, languages, states, type Component, type Language, type State } from "./components";
import type { IncidentDeclaration } from "./declaration";
import { fill, maintenance, messages, steps, templateName, titles } from "./messages";
import { postIncidentAnalysis } from "./post-incident";

/**
 * R6. PagerDuty owns the incidents that open by themselves: every vendor's P0 and P1 arrives there, where Datadog would open them
 * for its own monitors alone, and only through options that a person makes in its settings. Datadog holds what people do
 * together: an incident that is declared, who is told of it, its analysis, and the status page. All of it exists once per account.
 */
export const renderResponse = (environment: Environment): readonly IncidentDeclaration[] =>
  environment.ownsAccount ? declareResponse(environment) : [];

/** What customers read. */
export const renderStatusPage = ({ ownsAccount }: Environment): readonly IncidentDeclaration[] =>
  ownsAccount ? declarePage() : [];

const TYPE = "datadog:index/incidentType:IncidentType";
const TEMPLATE = "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate";
const PAGE = "datadog:index/statusPage:StatusPage";
const PART = "datadog:index/statusPageComponent:StatusPageComponent";

const OUTAGE = "outage";

/** Datadog's severities for our urgent priorities; its default scale begins at SEV-1. */
const severities = [
  { priority: "P0", severity: "SEV-1" },
  { priority: "P1", severity: "SEV-2" },
] as const satisfies readonly { readonly priority: Priority; readonly severity: string }[];

const declared = `{{incident.severity}}: {{incident.title}}

Status: {{incident.status}}. Declared: {{incident.created}}. Commander: {{incident.commander}}.

1. PagerDuty says who has been called, and who took it.
2. The alert's runbook says what to do.
3. Is the status page needed? Its templates have the words, in English and French.

{{incident.url}}`;

const declareResponse = (environment: Environment): readonly IncidentDeclaration[] => [
  {
    vendor: "datadog",
    type: TYPE,
    name: OUTAGE,
    // Incidents keep their type for ever.
    protect: true,
    args: {
      name: "Outage",
      description: "Something that users notice. Declared by whoever took the page, in Slack or in Datadog.",
      isDefault: true,
    },
  },
  {
    vendor: "datadog",
    type: TEMPLATE,
    name: "declared",
    args: {
      name: "Declared",
      incidentType: ref(TYPE, OUTAGE, "id"),
      category: "incident",
      subject: "{{incident.severity}}: {{incident.title}}",
      content: declared,
    },
  },
  ...severities.map((each) => renderRule(each, environment)),
  {
    vendor: "datadog",
    type: "datadog:index/incidentPostmortemTemplate:IncidentPostmortemTemplate",
    name: OUTAGE,
    args: {
      name: "Post-incident analysis",
      incidentType: ref(TYPE, OUTAGE, "id"),
      location: "datadog_notebooks",
      isDefault: true,
      content: postIncidentAnalysis,
    },
  },
];

const renderRule = (
  { priority, severity }: (typeof severities)[number],
  { slack, email }: Environment,
): IncidentDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/incidentNotificationRule:IncidentNotificationRule",
  name: priority,
  args: {
    incidentType: ref(TYPE, OUTAGE, "id"),
    notificationTemplate: ref(TEMPLATE, "declared", "id"),
    trigger: "incident_created_trigger",
    // Its own default is off.
    enabled: true,
    visibility: "organization",
    conditions: [{ field: "severity", values: [severity] }],
    renotifyOns: ["status", "severity"],
    // Phones have rung by PagerDuty already.
    handles: [`@slack-${slack.account}-${slack.channels[priority].name}`, `@${email}`],
  },
});

const SITE = "driplo";

const declarePage = (): readonly IncidentDeclaration[] => [
  {
    vendor: "datadog",
    type: PAGE,
    name: SITE,
    // Its subscribers go with it.
    protect: true,
    args: {
      name: "Driplo",
      domainPrefix: SITE,
      type: "public",
      visualizationType: "bars_and_uptime_percentage",
      subscriptionsEnabled: true,
    },
  },
  ...Object.entries<Component>(components).flatMap(([key, component], position, all) => [
    renderPart(key, component, position, all[position - 1]?.[0]),
    ...languages.flatMap((language) => states.map((state) => renderTemplate(key, component, language, state))),
  ]),
  ...languages.map(renderMaintenance),
];

/** Each after the one before: a position may not skip ahead (@pulumi/datadog StatusPageComponentArgs.position). */
const renderPart = (
  key: string,
  { name }: Component,
  position: number,
  before: string | undefined,
): IncidentDeclaration => ({
  vendor: "datadog",
  type: PART,
  name: key,
  ...(before === undefined ? {} : { after: [keyOf({ type: PART, name: before })] }),
  args: {
    pageId: ref(PAGE, SITE, "id"),
    name: name.en === name.fr ? name.en : `${name.en} / ${name.fr}`,
    type: "component",
    position,
  },
});

/** @pulumi/datadog StatusPageDegradationTemplateComponentsAffected.status; the wire has underscores. */
const componentStatus: Readonly<Record<State, string>> = { degraded: "degraded", down: "major_outage" };

const renderTemplate = (
  key: string,
  { name, spoken, effect }: Component,
  language: Language,
  state: State,
): IncidentDeclaration => {
  const values = { component: spoken[language], effect: effect[state][language] };
  return {
    vendor: "datadog",
    type: "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate",
    name: `${key}.${state}.${language}`,
    args: {
      pageId: ref(PAGE, SITE, "id"),
      name: templateName(name, state, language),
      degradationTitle: fill(titles[language][state], { component: name[language] }),
      componentsAffecteds: [{ id: ref(PART, key, "id"), status: componentStatus[state] }],
      updates: steps.map((status) => ({ status, message: fill(messages[language][status], values) })),
    },
  };
};

const renderMaintenance = (language: Language): IncidentDeclaration => {
  const { title, scheduled, inProgress, completed } = maintenance[language];
  return {
    vendor: "datadog",
    type: "datadog:index/statusPageMaintenanceTemplate:StatusPageMaintenanceTemplate",
    name: `maintenance.${language}`,
    args: {
      pageId: ref(PAGE, SITE, "id"),
      name: `Maintenance (${language})`,
      maintenanceTitle: title,
      scheduledDescription: scheduled,
      inProgressDescription: inProgress,
      completedDescription: completed,
    },
  };
};
