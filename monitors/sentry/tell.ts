import { asText, type Telling, type TellsIn } from "../plan/telling";
import type { SentryDeclaration } from "./declaration";

/**
 * Sentry's page and mail are of the issue: its message or title is PagerDuty's summary (getsentry/sentry
 * src/sentry/integrations/pagerduty/client.py), and no words of ours go with it. Slack's notes are ours.
 */
export const tellsIn: TellsIn<SentryDeclaration> = () => (declaration) =>
  declaration.type === "sentry:index/alert:Alert"
    ? declaration.args.actionFilters.flatMap(({ actions }) =>
        actions.flatMap((action): readonly Telling[] => {
          if (action.slack !== undefined)
            return [{ to: "slack", subject: ISSUE, text: asText(action.slack.notes), note: NOT_OURS }];
          return action.pagerduty === undefined
            ? [{ to: "mail", subject: ISSUE, text: "", note: NOT_OURS }]
            : [{ to: "page", subject: ISSUE, text: "", note: NOT_OURS }];
        }),
      )
    : [];

const ISSUE = "[the issue's title]";

const NOT_OURS =
  "Sentry composes all but Slack's notes: its page and mail link to the issue, and the first action stands in the monitor's description";
