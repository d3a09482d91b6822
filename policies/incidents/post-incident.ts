/**
 * The post-incident analysis, without blame: what happened, how we heard of it, what changes. One text, for whatever opens it:
 * Datadog's template, of an incident that somebody declared, and the document that a job of ours fills in.
 */
export interface AnalysisParts {
  readonly title: string;
  /** Severity, when it was opened, and by whom it is led. */
  readonly opening: string;
  /** Rows of the timeline: time, what happened, source. */
  readonly timeline: readonly (readonly [time: string, what: string, source: string])[];
  /** Alerts and charts, where they are known. */
  readonly evidence: readonly string[];
  /** Which signal told first, and after how long, where that is known. */
  readonly detection: readonly string[];
  /** How long it took, where that is known. */
  readonly response: readonly string[];
}

export const writeAnalysis = ({ title, opening, timeline, evidence, detection, response }: AnalysisParts): string =>
  `# ${title}

${opening}

> We look for what in the system made this possible, and never for who. Roles, no names.

## Summary

Two or three sentences that somebody outside the team understands.

## What users noticed

- What they could not do, and how many of them:
- From when until when (with time zone):
- Sales, messages or listings lost, as far as known:

## Timeline

| time | what happened | source |
| ---- | ------------- | ------ |
${timeline.map(([time, what, source]) => `| ${time.padEnd(4)} | ${what} | ${source} |`).join("\n")}

${evidence.length === 0 ? "" : `${evidence.join("\n")}\n\n`}## Detection

${[...detection, ...DETECTION].join("\n")}

## Response

${[...RESPONSE, ...response].join("\n")}

## Causes

- What started it:
- What let it through (review, tests, limits, monitoring):
- What made it worse or longer:

## What went well

## What changes

| action | owner (role) | due | issue |
| ------ | ------------ | --- | ----- |
|        |              |     |       |
`;

const DETECTION = [
  "- Was it a real incident (yes or no), for the record that `npm run quality` reads?",
  "- Should another signal have told us, or told us sooner? Which number would have?",
];

const RESPONSE = [
  "- Was the right person reached, by the right channel, once?",
  "- Did the runbook say what to do? What was missing in it (mend it in the same pull request)?",
];

/** What only people know of a timeline. */
export const blanks = {
  start: ["", "true start of the breach", ""],
  told: ["", "customers told", ""],
  mended: ["", "mended", ""],
} as const;

/** Variables in double braces are Datadog's (@pulumi/datadog IncidentNotificationTemplate, example: title, severity, status, created, commander, url). */
export const postIncidentAnalysis = writeAnalysis({
  title: "{{incident.title}}",
  opening: "Severity {{incident.severity}}, declared {{incident.created}}. Incident commander: {{incident.commander}}.",
  timeline: [
    blanks.start,
    ["", "first alert, and which signal", ""],
    ["", "acknowledged", ""],
    blanks.told,
    blanks.mended,
    ["", "resolved", ""],
  ],
  evidence: [],
  detection: [
    "- Which signal told us first (its id), and after how long? The promise is under 2 minutes for what is urgent.",
  ],
  response: ["- From alert to mended: under 30 minutes, or why not?"],
});
