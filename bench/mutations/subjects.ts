import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { ROOT } from "../root";
import { configurationSubjects } from "./configurations";
import { inputSubjects } from "./inputs";
import { rowSubjects } from "./rows";
import type { Subject } from "./trial";

/** All that is made wrong in one process. @param folder of its own, for files */
export const createSubjects = (folder: string): readonly Subject[] => {
  const { environment } = loadEnvironment(ROOT, "prod");
  const { search } = catalogue.services;
  if (environment === undefined || search === undefined) throw new Error("the working tree has a fault of its own");
  const small = { ...catalogue, services: { search } };
  return [
    ...rowSubjects(catalogue, policies, environment),
    ...configurationSubjects(folder, small, policies),
    ...inputSubjects(folder, declareStack(small, policies, environment), environment),
  ];
};
