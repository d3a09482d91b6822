import type { Command } from "commander";
import type { GitHub } from "./http";

/** As GitHub's runners set them (https://docs.github.com/en/actions/reference/variables-reference). */
export const connection = (command: Command): GitHub => {
  const { GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
  if (GITHUB_REPOSITORY === undefined || GITHUB_TOKEN === undefined)
    return command.error("error: GITHUB_REPOSITORY and GITHUB_TOKEN must be set");
  const api = GITHUB_API_URL ?? "https://api.github.com";
  if (!isPlainAddress(api))
    return command.error(
      "error: GITHUB_API_URL must be an address without a name and a password: https://api.github.com",
    );
  const graphql = GITHUB_GRAPHQL_URL ?? `${api}/graphql`;
  if (!isPlainAddress(graphql))
    return command.error("error: GITHUB_GRAPHQL_URL must be an address without a name and a password");
  return { api, graphql, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN };
};

/** Without credentials in it, which `fetch` would refuse by naming them. */
export const isPlainAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
};
