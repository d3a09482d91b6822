import { CommandError } from "../shared/exit";

export interface GitHub {
  /** `https://api.github.com`; GITHUB_API_URL names it for a server of one's own. */
  readonly api: string;
  /** Of GraphQL, which a server of one's own has elsewhere. */
  readonly graphql: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/**
 * As GitHub's runners set them (https://docs.github.com/en/actions/reference/variables-reference).
 *
 * @throws CommandError (usage) where one is missing, or is no address
 */
export const connection = (env: Readonly<Record<string, string | undefined>>): GitHub => {
  const { GITHUB_API_URL: api = "https://api.github.com", GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const { GITHUB_GRAPHQL_URL: graphql = `${api}/graphql` } = env;
  if (repository === undefined || token === undefined)
    throw new CommandError("usage", "GITHUB_REPOSITORY and GITHUB_TOKEN must be set");
  for (const [name, address, like] of [
    ["GITHUB_API_URL", api, "https://api.github.com"],
    ["GITHUB_GRAPHQL_URL", graphql, "https://api.github.com/graphql"],
  ] as const)
    if (!isPlainAddress(address))
      throw new CommandError("usage", `${name} must be an address without a name and a password: ${like}`);
  return { api, graphql, repository, token };
};

/** Without credentials in it, which `fetch` would refuse by naming them. */
const isPlainAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
};
