import type { VendorName } from "../../../monitors/model/sources/source";

/** "push" and "sms" are PagerDuty's words around one and the same incident. */
export type Way = "push" | "sms" | "slack" | "mail";

/** How long a text is, and how long it may be. */
export interface Length {
  readonly has: number;
  /** Undefined where none is documented. */
  readonly atMost: number | undefined;
  /** Whose limit it is, and what happens beyond it. */
  readonly by: string;
}

export interface Lengths {
  readonly subject?: Length;
  readonly text?: Length;
  /** Line breaks of the text. */
  readonly breaks?: Length;
}

interface Limit {
  readonly atMost: number | undefined;
  readonly by: string;
}

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ (payload.summary) */
const SUMMARY: Limit = { atMost: 1_024, by: "PagerDuty's summary" };

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (Subject) */
const SNS: Limit = { atMost: 100, by: "SNS's subject" };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (AlarmDescription) */
const DESCRIPTION: Limit = { atMost: 1_024, by: "CloudWatch's description" };

/** https://docs.newrelic.com/docs/alerts/admin/rules-limits-alerts/ and …/condition-details/title-template/ */
const NEW_RELIC = {
  subject: { atMost: 256, by: "New Relic's title" },
  text: { atMost: 4_000, by: "New Relic's description" },
} as const;

/** Slack folds an attachment's text away from 700 characters or five line breaks on (legacy attachments, `text`): one less is shown. */
const FOLD = {
  text: { atMost: 699, by: "Slack, before it folds the text" },
  breaks: { atMost: 4, by: "Slack, before it folds the text" },
} as const;

const unknown = (by: string): Limit => ({ atMost: undefined, by });

export const lengthsOf = (
  vendor: VendorName,
  way: Way,
  { subject, text }: { readonly subject: string; readonly text: string },
): Lengths => ({
  subject: { has: subject.length, ...subjectLimit(vendor, way) },
  ...(text === "" ? {} : { text: { has: text.length, ...textLimit(vendor, way) } }),
  ...(text === "" || way !== "slack" ? {} : { breaks: { has: text.split("\n").length - 1, ...FOLD.breaks } }),
});

const subjectLimit = (vendor: VendorName, way: Way): Limit => {
  if (vendor === "cloudwatch" && way !== "slack") return SNS;
  if (vendor === "newrelic") return NEW_RELIC.subject;
  return way === "push" ? SUMMARY : unknown(`no limit of ${vendor}'s subject is documented`);
};

const textLimit = (vendor: VendorName, way: Way): Limit => {
  if (way === "slack") return FOLD.text;
  if (vendor === "cloudwatch") return DESCRIPTION;
  return vendor === "newrelic" ? NEW_RELIC.text : unknown(`no limit of ${vendor}'s text is documented`);
};

/** What is longer than it may be. */
export const tooLongIn = ({ subject, text, breaks }: Lengths): readonly Length[] =>
  [subject, text, breaks].filter((length) => length !== undefined).filter(isTooLong);

const isTooLong = ({ has, atMost }: Length): boolean => atMost !== undefined && has > atMost;
