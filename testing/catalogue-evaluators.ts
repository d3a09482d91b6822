import type { VendorName } from "../monitors/model/sources/source";
import type { Evaluator } from "../monitors/plan/evaluate";
import { testProd } from "./environment";
import { catalogue, declareStack, policies, vendors, type StackDeclaration } from "./stack";

const { declarations } = declareStack(catalogue, policies, testProd);

const watches = ({ watches: watched }: StackDeclaration): boolean => watched !== undefined;

/** How one vendor would judge what prod declares there. @param isJudged of the vendor's own declarations. @default what watches a level */
export const evaluatorsOf = (vendor: VendorName, isJudged = watches) => {
  const judged = declarations.filter((each) => each.vendor === vendor && isJudged(each));
  const evaluatorFor = vendors.find(({ name }) => name === vendor)?.evaluator(declarations);
  const evaluatorOf = (name: string): Evaluator => {
    const declaration = judged.find((each) => each.name === name);
    const evaluator = declaration === undefined ? undefined : evaluatorFor?.(declaration);
    if (evaluator === undefined) throw new Error(`nothing evaluates ${name}`);
    return evaluator;
  };
  return { judged, evaluatorFor, evaluatorOf };
};
