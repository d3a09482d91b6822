import { runCommand, type Ran } from "../run-command";
import { ROOT } from "../stack-configuration";

/** A command against a server that stands for GitHub. */
export const runAgainst = (url: string, args: readonly string[], token = "t0ken"): Promise<Ran> =>
  runCommand(ROOT, args, {
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_REPOSITORY: "o/r",
    GITHUB_TOKEN: token,
  });
