import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName } from "../../../monitors/cloudwatch/names";
import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import { cloudWatchMetrics } from "../../../monitors/model/sources/cloudwatch";
import type { RenderContext } from "../../../monitors/plan/watch";

const CHECKOUTS = "checkouts";
const ROLE = "aws:iam/role:Role";

/**
 * Lets the API's functions at Vercel put the one metric that counts checkouts (A52), and do nothing else. Vercel signs a token for
 * each function, in which team, project and environment stand; AWS takes it for the role's short-lived keys, so that no key of AWS
 * stands among Vercel's variables. The team's issuer and not the global one: with that, any customer of Vercel's would have to be kept
 * out by the conditions alone. PutMetricData has no resource to name, only the namespace.
 * @see https://vercel.com/docs/oidc/aws, https://vercel.com/docs/oidc/reference (the token's subject)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html
 */
export const renderCheckoutRole = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => [
  ...renderProvider(environment),
  {
    vendor: "cloudwatch",
    type: ROLE,
    name: CHECKOUTS,
    args: {
      name: checkoutRoleName(environment),
      description: "Lets the API's functions at Vercel count checkouts",
      assumeRolePolicy: JSON.stringify(trustOf(environment)),
      tags: { env: environment.name },
    },
    // AWS takes the name of a provider that is not there for a fault of the policy.
    ...(environment.aws.vercel.provider === "declared" ? { after: [`${PROVIDER} ${CHECKOUTS}`] } : {}),
  },
  {
    vendor: "cloudwatch",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: CHECKOUTS,
    args: {
      name: "put-checkouts",
      role: ref(ROLE, CHECKOUTS, "name"),
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "cloudwatch:PutMetricData",
            Resource: "*",
            Condition: { StringEquals: { "cloudwatch:namespace": cloudWatchMetrics.checkouts_started.namespace } },
          },
        ],
      }),
    },
  },
];

/** The value of `DRIPLO_AWS_ROLE_ARN` (instrumentation/server/variables.ts). */
export const checkoutRoleArn = (environment: Pick<Environment, "name" | "aws">): string =>
  `arn:aws:iam::${environment.aws.accountId}:role/${checkoutRoleName(environment)}`;

const checkoutRoleName = ({ name }: Pick<Environment, "name">): string => physicalName(name, CHECKOUTS);

const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

const issuerOf = ({ aws }: Environment): string => `oidc.vercel.com/${aws.vercel.team}`;
const audienceOf = ({ aws }: Environment): string => `https://vercel.com/${aws.vercel.team}`;

/** Without thumbprints: AWS trusts the issuer's certificate by its own list of authorities. */
const renderProvider = (environment: Environment): readonly CloudWatchDeclaration[] =>
  environment.aws.vercel.provider === "existing"
    ? []
    : [
        {
          vendor: "cloudwatch",
          type: PROVIDER,
          name: CHECKOUTS,
          args: {
            url: `https://${issuerOf(environment)}`,
            clientIdLists: [audienceOf(environment)],
            tags: { env: environment.name },
          },
        },
      ];

const trustOf = (environment: Environment): object => {
  const { team, project, environment: target } = environment.aws.vercel;
  const issuer = issuerOf(environment);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${environment.aws.accountId}:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audienceOf(environment),
            [`${issuer}:sub`]: `owner:${team}:project:${project}:environment:${target}`,
          },
        },
      },
    ],
  };
};
