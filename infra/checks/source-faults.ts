import { z } from "zod";
import type { Diagnostic } from "../../monitors/plan/diagnostic";

/** What `infra/loader.cjs` has found in the sources while it bundled them. A test's own loader finds nothing. */
const found = z.array(
  z.object({
    text: z.string(),
    location: z.object({ file: z.string(), line: z.number() }),
    notes: z.array(z.object({ location: z.object({ line: z.number() }) })),
  }),
);

/**
 * Keys that an object has twice: the later one replaces the earlier in silence, and with it a row. esbuild calls it
 * `duplicate-object-key`; its text is `Duplicate key "response_time" in object literal`.
 */
export const sourceFaults = (): readonly Diagnostic[] => {
  const { data = [] } = found.safeParse(Reflect.get(globalThis, Symbol.for("driplo.source-faults")));
  return data.map(({ text, location: { file, line }, notes: [first] }) => {
    const key = /"(.*)"/.exec(text)?.[1] ?? "";
    const before = first === undefined ? "" : `, first in line ${first.location.line}`;
    return {
      severity: "error",
      where: `${file}:${line}`,
      what: `the key ${key} is given twice${before}`,
      rule: "of two rows with one key the first is lost, and nobody is told of what it watched",
      remedy: `rename or delete one of the two keys ${key}`,
    };
  });
};
