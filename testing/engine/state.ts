import { z } from "zod";

/** The engine's record of a stack, as `pulumi stack export` gives it. */
export interface State {
  readonly resources: readonly StateResource[];
  /** What a killed engine had begun and not seen the end of. */
  readonly pendingOperations: readonly { readonly operation: string; readonly urn: string }[];
  /** All of it as text, to look for what must not be in it. */
  readonly text: string;
}

type StateResource = z.infer<typeof resourceSchema>;

const resourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.json()).default({}),
  outputs: z.record(z.string(), z.json()).default({}),
});

const exportSchema = z.object({
  deployment: z.object({
    resources: z.array(resourceSchema).default([]),
    pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).default([]),
  }),
});

export const parseState = (exported: unknown): State => {
  const { resources, pending_operations } = exportSchema.parse(exported).deployment;
  return {
    resources,
    pendingOperations: pending_operations.map(({ type, resource }) => ({ operation: type, urn: resource.urn })),
    text: JSON.stringify(exported),
  };
};
