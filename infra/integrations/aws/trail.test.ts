import { testContext, testEnvironment } from "../../../testing/context";
import { renderTrailFeed } from "./trail";

describe("what lets CloudTrail's records reach us-east-1", () => {
  it("is a role that EventBridge alone takes, for rules of ours, and that puts events on one bus", () => {
    expect(renderTrailFeed(testContext)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:iam/role:Role",
        name: "trail",
        args: {
          name: "driplo-prod-trail-forwarder",
          description: "Sends records of CloudTrail from eu-west-3 to us-east-1",
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: {
                  StringEquals: { "aws:SourceAccount": "123456789012" },
                  ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-3:123456789012:rule/driplo-prod-*" },
                },
              },
            ],
          }),
          tags: { env: "prod" },
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "trail",
        args: {
          name: "put-events",
          role: { late: "reference", type: "aws:iam/role:Role", name: "trail", property: "name" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: "events:PutEvents",
                Resource: "arn:aws:events:us-east-1:123456789012:event-bus/default",
              },
            ],
          }),
        },
      },
    ]);
  });

  it("is nothing where our own region is us-east-1", () => {
    const aws = { ...testEnvironment.aws, region: "us-east-1" };
    expect(renderTrailFeed({ ...testContext, environment: { ...testEnvironment, aws } })).toEqual([]);
  });
});
