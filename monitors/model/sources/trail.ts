import type { TrustedFor } from "../environment";

/**
 * What CloudTrail records of an account and nobody may do unseen, as EventBridge's patterns of the record (`detail`). A call is any
 * one of `calls`; `notBy` leaves out whom the configuration trusts with it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
interface TrailRow {
  readonly calls: readonly [object, ...object[]];
  readonly notBy?: TrustedFor;
}

export const trailEvents = {
  /** IAM's calls are recorded in us-east-1, wherever they are made. The others are policies that open a door by themselves. */
  identity_change: {
    calls: [
      { eventSource: ["iam.amazonaws.com"], readOnly: [false] },
      { eventName: ["PutBucketPolicy", "PutBucketAcl", "PutKeyPolicy", "PutResourcePolicy"] },
    ],
    notBy: "identity",
  },
  /** A management event, and a read-only one. https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html */
  secret_read: {
    calls: [{ eventSource: ["secretsmanager.amazonaws.com"], eventName: ["GetSecretValue", "BatchGetSecretValue"] }],
    notBy: "secrets",
  },
  /**
   * What AWS does in root's name is not root (CIS AWS Foundations Benchmark, "usage of root"). A trail is blind when it is stopped
   * or deleted, and half blind when it is told to record less.
   */
  root_or_trail: {
    calls: [
      {
        userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
        eventType: [{ "anything-but": "AwsServiceEvent" }],
      },
      {
        eventSource: ["cloudtrail.amazonaws.com"],
        eventName: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"],
      },
    ],
  },
} as const satisfies Readonly<Record<string, TrailRow>>;

export type TrailEvents = keyof typeof trailEvents;

/** The row, with its optional field visible. */
export const trailRow = (name: TrailEvents): TrailRow => trailEvents[name];
