import { testContext, testEnvironment } from "../../../testing/context";
import { checkoutRoleArn, renderCheckoutRole } from "./checkouts";

describe("what lets the API count checkouts", () => {
  it("is a role that one project of one team takes in one environment, and that puts one namespace", () => {
    expect(renderCheckoutRole(testContext)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        name: "checkouts",
        args: {
          url: "https://oidc.vercel.com/shop",
          clientIdLists: ["https://vercel.com/shop"],
          tags: { env: "prod" },
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:iam/role:Role",
        name: "checkouts",
        after: ["aws:iam/openIdConnectProvider:OpenIdConnectProvider checkouts"],
        args: {
          name: "driplo-prod-checkouts",
          description: "Lets the API's functions at Vercel count checkouts",
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.vercel.com/shop" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                  StringEquals: {
                    "oidc.vercel.com/shop:aud": "https://vercel.com/shop",
                    "oidc.vercel.com/shop:sub": "owner:shop:project:api:environment:production",
                  },
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
        name: "checkouts",
        args: {
          name: "put-checkouts",
          role: { late: "reference", type: "aws:iam/role:Role", name: "checkouts", property: "name" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: "cloudwatch:PutMetricData",
                Resource: "*",
                Condition: { StringEquals: { "cloudwatch:namespace": "Driplo/Checkout" } },
              },
            ],
          }),
        },
      },
    ]);
  });

  it("has the name that the server is told", () => {
    expect(checkoutRoleArn(testEnvironment)).toBe("arn:aws:iam::123456789012:role/driplo-prod-checkouts");
  });

  it("declares no provider where the account has it, and waits for none", () => {
    const vercel = { ...testEnvironment.aws.vercel, provider: "existing" } as const;
    const environment = { ...testEnvironment, aws: { ...testEnvironment.aws, vercel } };
    const declared = renderCheckoutRole({ ...testContext, environment });
    expect(declared.map(({ type }) => type)).toEqual(["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"]);
    expect(declared.map(({ after }) => after)).toEqual([undefined, undefined]);
  });
});
