import { z } from "zod";

/**
 * A stand-in for EventBridge's input transformer, by its guide: a placeholder in quotes becomes the value at its path, or nothing where
 * the event has none (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
export const throughTransformer = (target: { readonly args: unknown } | undefined, event: object): object => {
  const { inputPaths, inputTemplate } = transformer.parse(target?.args).inputTransformer;
  return z.looseObject({}).parse(
    JSON.parse(
      inputTemplate.replaceAll(/<([\w-]+)>/g, (_, name: string) => {
        const path = inputPaths[name];
        if (path === undefined) throw new Error(`${name} is no variable`);
        return at(event, path.split(".").slice(1));
      }),
    ),
  );
};

const transformer = z.object({
  inputTransformer: z.object({ inputPaths: z.record(z.string(), z.string()), inputTemplate: z.string() }),
});

const at = (value: unknown, path: readonly string[]): string => {
  const [head, ...rest] = path;
  if (head === undefined) return typeof value === "string" || typeof value === "number" ? String(value) : "";
  return typeof value === "object" && value !== null
    ? at(Object.entries(value).find(([key]) => key === head)?.[1], rest)
    : "";
};
