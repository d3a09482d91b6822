import { repositoryRoot } from "../../infra/repository-root";

export const ROOT = repositoryRoot();
