import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { GLOBAL_REGION, physicalName } from "../../../monitors/cloudwatch/names";
import { FORWARDER, hubOf } from "../../../monitors/cloudwatch/trail";
import { actingFor, documentOf, ruleArn, trustOf } from "../../../monitors/cloudwatch/trust";
import { ref } from "../../../monitors/model/late";
import type { RenderContext } from "../../../monitors/plan/watch";

/**
 * Lets EventBridge send what CloudTrail records in our own region to the bus in us-east-1, and do nothing else. The trail itself
 * is the account's, made by hand before (docs/bootstrap.md): EventBridge hears of calls only where a trail records them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html (the role's conditions)
 */
export const renderTrailFeed = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => {
  const { region, accountId } = environment.aws;
  if (region === GLOBAL_REGION) return [];
  return [
    {
      vendor: "cloudwatch",
      type: "aws:iam/role:Role",
      name: FORWARDER,
      args: {
        name: physicalName(environment.name, "trail-forwarder"),
        description: `Sends records of CloudTrail from ${region} to ${GLOBAL_REGION}`,
        assumeRolePolicy: trustOf(
          "events.amazonaws.com",
          actingFor(accountId, ruleArn(physicalName(environment.name, "*"), { region, accountId })),
        ),
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: FORWARDER,
      args: {
        name: "put-events",
        role: ref("aws:iam/role:Role", FORWARDER, "name"),
        policy: documentOf({ Effect: "Allow", Action: "events:PutEvents", Resource: hubOf(accountId) }),
      },
    },
  ];
};
