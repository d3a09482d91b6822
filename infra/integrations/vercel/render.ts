import type { Environment } from "../../../monitors/model/environment";
import type { VercelDeclaration } from "./declaration";
import { renderDrains } from "./drains";
import { variables, type Variable } from "./variables";

/** What Vercel sends of the shop, and what the shop is told there. Nothing where nobody has said which projects are this environment. */
export const renderVercel = (environment: Environment): readonly VercelDeclaration[] =>
  environment.vercel === undefined
    ? []
    : [
        ...renderDrains(environment, environment.vercel),
        ...variables.flatMap((variable) => renderVariable(variable, environment)),
      ];

const renderVariable = (
  { key, readBy, sensitive, says, value, after }: Variable,
  environment: Environment,
): readonly VercelDeclaration[] =>
  readBy.flatMap((project): readonly VercelDeclaration[] => {
    const known = value(environment, project);
    return known === undefined
      ? []
      : [
          {
            vendor: "vercel",
            type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
            name: `${project}.${key}`,
            ...(after === undefined ? {} : { after: after(environment) }),
            args: {
              projectId: environment.vercel?.projects[project] ?? "",
              key,
              value: known,
              sensitive,
              // A preview is somebody's draft: what it does is in nobody's figures.
              targets: ["production"],
              comment: says,
            },
          },
        ];
  });
