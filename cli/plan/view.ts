import type { DeclaredStack } from "../../infra/declare";

export interface View {
  readonly json: (declared: DeclaredStack) => unknown;
  readonly text: (declared: DeclaredStack) => string;
}
