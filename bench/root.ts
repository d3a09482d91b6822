import { repositoryRoot } from "../infra/environment/repository-root";

export const ROOT = repositoryRoot();
