import { ref, type Reference } from "../model/late";
import type { RenderContext } from "../plan/watch";
import type { CloudWatchDeclaration } from "./declaration";
import { GLOBAL_REGION } from "./names";
import { actingFor, alarmsOf, documentOf } from "./trust";

const KEY = "aws:kms/key:Key";

const nameOf = (region: string): string => `topics.${region}`;

/** What a topic is encrypted with; the heartbeat's too, so that the beat proves the key of its region. */
export const topicKey = (region: string): Reference => ref(KEY, nameOf(region), "arn");

/**
 * A key in each region that has topics. AWS's own (`alias/aws/sns`) would not do: its policy, which nobody may change, does not let
 * CloudWatch's alarms use it, and the alarm's action fails with "CloudWatch Alarms does not have authorization to access the SNS topic
 * encryption key".
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export const renderTopicKeys = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] =>
  [...new Set([environment.aws.region, GLOBAL_REGION])].map((region) => ({
    vendor: "cloudwatch",
    type: KEY,
    name: nameOf(region),
    args: {
      description: `What driplo-${environment.name}'s alarms tell, in the topics of ${region}`,
      policy: policyOf(environment.aws.accountId, region),
      enableKeyRotation: true,
      // The longest: a key that is wanted again after all can be had back for as long (API_ScheduleKeyDeletion).
      deletionWindowInDays: 30,
      region,
      tags: { env: environment.name },
    },
  }));

/**
 * CloudWatch encrypts what it publishes, as SNS's guide has it; subscribers get it in clear and need nothing. The account's own people
 * administer the key by IAM, and by this policy cannot read with it: of the default key policy the administrator's part, without aliases.
 * In a key's own policy `*` is the key.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (event sources, and the conditions)
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html, .../key-policy-overview.html (Resource)
 */
const policyOf = (accountId: string, region: string): string =>
  documentOf(
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: ADMINISTRATION,
      Resource: "*",
    },
    {
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: actingFor(accountId, alarmsOf({ region, accountId })),
    },
  );

/** Without kms:CreateGrant: whoever wants to read must change this policy first, and a trail records that. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
];
