/**
 * The post-incident analysis, without blame: what happened, how we heard of it, what changes. Variables in double braces are
 * Datadog's (@pulumi/datadog IncidentNotificationTemplate, example: title, severity, status, created, commander, url).
 */
export const postIncidentAnalysis = `# {{incident.title}}

Severity {{incident.severity}}, declared {{incident.created}}. Incident commander: {{incident.commander}}.

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
|      | true start of the breach |  |
|      | first alert, and which signal |  |
|      | acknowledged |  |
|      | customers told |  |
|      | mended |  |
|      | resolved |  |

## Detection

- Which signal told us first (its id), and after how long? The promise is under 2 minutes for what is urgent.
- Was it a real incident (yes or no), for the record that \`npm run quality\` reads?
- Should another signal have told us, or told us sooner? Which number would have?

## Response

- Was the right person reached, by the right channel, once?
- Did the runbook say what to do? What was missing in it (mend it in the same pull request)?
- From alert to mended: under 30 minutes, or why not?

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
