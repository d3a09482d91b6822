import type { Component, Language, State } from "./components";

/**
 * What customers read, in the four steps of a degradation (https://docs.datadoghq.com/incident_response/status_pages/), and what
 * they read of a maintenance. `{component}` and `{effect}` are filled in for each component; nothing else is a placeholder.
 */

/** @pulumi/datadog StatusPageDegradationTemplateUpdate.status */
export const steps = ["investigating", "identified", "monitoring", "resolved"] as const;

export type StepName = (typeof steps)[number];

export const messages: Readonly<Record<Language, Readonly<Record<StepName, string>>>> = {
  en: {
    investigating:
      "We are looking into a problem with {component}: {effect}. We will write again within 30 minutes, or as soon as we know more.",
    identified:
      "We have found what causes the problem with {component} and are mending it. Until then, {effect}. We will write again within 30 minutes.",
    monitoring: "The problem with {component} seems to be over. We keep watching before we call it solved.",
    resolved: "The problem with {component} is solved. We are sorry for the trouble.",
  },
  fr: {
    investigating:
      "Nous examinons un problème touchant {component} : {effect}. Nous vous tiendrons informés dans les 30 minutes, ou dès que nous en saurons plus.",
    identified:
      "Nous avons trouvé la cause du problème touchant {component} et la corrigeons. D’ici là, {effect}. Prochaine information dans les 30 minutes.",
    monitoring:
      "Le problème touchant {component} semble terminé. Nous continuons à surveiller avant de le déclarer résolu.",
    resolved: "Le problème touchant {component} est résolu. Nous vous prions de nous excuser pour la gêne occasionnée.",
  },
};

export const titles: Readonly<Record<Language, { readonly degraded: string; readonly down: string }>> = {
  en: { degraded: "{component}: degraded", down: "{component}: not available" },
  fr: { degraded: "{component} : perturbations", down: "{component} : indisponible" },
};

export const maintenance: Readonly<
  Record<Language, Readonly<Record<"title" | "scheduled" | "inProgress" | "completed", string>>>
> = {
  en: {
    title: "Planned maintenance",
    scheduled: "We will carry out planned maintenance. Parts of the shop may be slow or unavailable meanwhile.",
    inProgress: "Planned maintenance is under way. Parts of the shop may be slow or unavailable.",
    completed: "The planned maintenance is complete. Everything works as usual.",
  },
  fr: {
    title: "Maintenance planifiée",
    scheduled:
      "Nous effectuerons une maintenance planifiée. Certaines parties de la boutique pourront être lentes ou indisponibles.",
    inProgress:
      "Une maintenance planifiée est en cours. Certaines parties de la boutique peuvent être lentes ou indisponibles.",
    completed: "La maintenance planifiée est terminée. Tout fonctionne normalement.",
  },
};

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Placeholders that nobody fills, by name. */
export const unknownPlaceholders = (text: string, known: readonly string[]): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].flatMap(([, name = ""]) => (known.includes(name) ? [] : [name]));

/** A sentence may begin with a component's name or an effect; its first letter is then large. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string => {
  const filled = text.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
};

/** "Search, down (en)": what the template is called where somebody picks it. */
export const templateName = (name: Component["name"], state: State, language: Language): string =>
  `${name.en}, ${state} (${language})`;
