import { stringify } from "safe-stable-stringify";
import { declareStack, type DeclaredStack } from "../../infra/declare";
import type { Environment } from "../../monitors/model/environment";
import type { Policies } from "../../monitors/model/route";
import type { Catalogue } from "../../monitors/model/signal";
import { estimateCost } from "../../cli/plan/cost/estimate";
import { toCostText } from "../../cli/plan/cost/words";
import { toEmittersText } from "../../cli/plan/emitters";
import { paintFor } from "../../cli/shared/paint";
import { toPlanJson } from "../../cli/plan/json";
import { toPlanText } from "../../cli/plan/text";
import { toRoutesText } from "../../cli/plan/routes";
import { oneOf } from "./draw";
import { endedBy, type Subject } from "./trial";
import { mutateTree, treeOf, valuesFor } from "./wrong-values";
import { isRecord } from "../../monitors/model/unknown-value";

/** The real catalogue, a service at a time, with places of it that no compiler has seen. */
export const rowSubjects = (catalogue: Catalogue, policies: Policies, environment: Environment): readonly Subject[] => {
  const services = Object.entries(catalogue.services).map(([name, service]) => treeOf({ [name]: service }));
  const declare = (changed: object): ReturnType<typeof endedBy> => {
    const rows = { catalogue, policies, ...changed };
    const declared = declareStack(rows.catalogue, rows.policies, environment, { now: Date.UTC(2026, 10, 2) });
    print(declared);
    return endedBy(declared.diagnostics);
  };
  const others = treeOf({ emission: catalogue.emission, quiet: catalogue.quiet ?? {} });
  const [first] = services;
  const rules = treeOf(policies);
  return [
    {
      name: "rows",
      share: 200,
      mutate: (chance) => {
        const { words, whole } = mutateTree(oneOf(chance, services), chance, valuesFor.rows);
        return { words, run: () => declare({ catalogue: { ...catalogue, services: whole } }) };
      },
    },
    {
      name: "emission and quiets",
      share: 15,
      mutate: (chance) => {
        const { words, whole } = mutateTree(others, chance, valuesFor.rows);
        const edits = isRecord(whole) ? whole : {};
        const changed = { ...catalogue, services: first?.whole ?? {}, ...edits };
        return { words, run: () => declare({ catalogue: changed }) };
      },
    },
    {
      name: "policies",
      share: 15,
      mutate: (chance) => {
        const { words, whole } = mutateTree(rules, chance, valuesFor.rows);
        const changed = { ...catalogue, services: first?.whole ?? {} };
        return { words, run: () => declare({ policies: whole, catalogue: changed }) };
      },
    },
  ];
};

/** Every view of a plan that `plan` prints. */
export const print = (declared: DeclaredStack): void => {
  const { policies, catalogue } = declared.rows;
  const paint = paintFor({});
  toPlanText(declared, policies, catalogue.emission, paint);
  stringify(toPlanJson(declared, policies, catalogue.emission, true), null, 2);
  toRoutesText(declared, paint);
  toEmittersText(declared, catalogue.emission, paint);
  const priced = declared.declarations.map(({ vendor, type, args }) => ({
    vendor,
    type,
    args: Object.fromEntries(Object.entries(args)),
  }));
  toCostText(declared.plan.environment, estimateCost(priced));
};
