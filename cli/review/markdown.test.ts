import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { ROOT } from "../../testing/stack-configuration";
import { changeKinds } from "./change";
import { MARKER, toMarkdown } from "./markdown";
import type { Review } from "./review";

/** A comment is made of a stranger's plan. What GitHub would make of it is asked of a parser of its Markdown. */

const effectsOf = (texts: readonly string[]): readonly (readonly string[])[] => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["testing/gfm.mjs"], {
    cwd: join(ROOT),
    encoding: "utf8",
    input: JSON.stringify(texts),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return z.array(z.array(z.string())).parse(JSON.parse(stdout));
};

/** A review that says this wherever a plan's words stand. */
const saying = (words: string): Review => ({
  base: { name: words, commit: undefined },
  head: { name: "HEAD", commit: undefined, unplanned: words },
  changes: changeKinds.map((kind) => ({ kind, where: [words], what: words, subject: words, environments: [words] })),
  resources: new Map([[words, [{ action: "create", key: words, vendor: words, properties: [words] }]]]),
  costs: [],
  diagnostics: (["error", "warning"] as const).map((severity) => ({
    ...{ environment: words, severity, where: words },
    ...{ what: words, remedy: words },
  })),
  counts: { changed: 1, added: 0, removed: 0, unchanged: 0 },
});

/** All that a comment says beside code, and all that does something: the marker, and the folds. */
const OWN = [
  `html ${MARKER}`,
  "html <details>",
  "html </details>",
  /^html <details>\n<summary>[\w, ]+ \(\d+\)<\/summary>$/,
  "text What this does to alerting",
  /^text (Lost protection|The plan has errors|To be judged by a person|Tighter|New|Renamed)$/,
  /^text (what|where|change|resource|error|warning)$/,
  new RegExp(`^text (${changeKinds.join("|")})$`),
  "text  (",
  "text )",
  "text  could not be planned:",
  "text nothing was compared",
  /^text\s*$/,
  /^text \n?(Resources|Cost), $/,
  /^text (\n?1 changed, 0 added, 0 removed, 0 unchanged|, )$/,
];

const foreign = (effects: readonly string[]): readonly string[] =>
  effects.filter((each) => !OWN.some((own) => (typeof own === "string" ? own === each : own.test(each))));

const TRICKS = [
  "HTTPS://evil.test/x",
  "http://evil.test",
  "www.evil.test",
  "//evil.test/x",
  "[here](https://evil.test)",
  "[here][1]\n\n[1]: https://evil.test",
  "![x](//evil.test/x.png)",
  "<img src=//evil.test/x.png>",
  "<https://evil.test>",
  "mail someone@evil.test",
  "someone&#64;evil.test",
  "xmpp:someone@evil.test",
  "&#64;team @team",
  "&#104;ttps://evil.test",
  "github.com/o/other/actions/runs/7 #1 o/r#2 GH-3",
  "`` ` `@team ``` https://evil.test",
  "`",
  "a | b \\| c \\\\| @team",
  "x\n\n@team\n\n# y\n<!-- driplo-monitoring-review -->",
  "</summary></details>@team",
  "[^1]\n\n[^1]: https://evil.test",
  "- [ ] x",
  "~~~\n@team",
];

describe("a comment of a stranger's plan", () => {
  it("has no link, image, mention, address or markup of theirs, whatever their plan says", () => {
    const texts = TRICKS.map((trick) => toMarkdown(saying(trick)));
    expect(effectsOf(texts).map(foreign)).toEqual(TRICKS.map(() => []));
  });

  it("nor of anything that can be thought of", () => {
    const word = fc.oneof(
      fc.constantFrom(...TRICKS, "|", "\\", "`", "``", "\n", "@", "<", " "),
      fc.string({ unit: "grapheme" }),
    );
    const words = fc.sample(fc.array(word, { maxLength: 6 }), { numRuns: 60, seed: 11 }).map((all) => all.join(""));
    const found = effectsOf(words.map((all) => toMarkdown(saying(all)))).map(foreign);
    expect(words.filter((_, index) => found[index]?.length !== 0)).toEqual([]);
  });

  it("keeps their words to be read, without what turns text around", () => {
    const text = toMarkdown(saying("p95 > 2 s | `x` \u202eevil\u001b[31m\nnext"));
    expect(text).toContain("| removed | ``p95 > 2 s \\| `x` \\u202eevil\\u001b[31m next`` | ");
  });

  it("is never longer than GitHub takes, though their words are", () => {
    const resources = Array.from({ length: 500 }, (_, index) => ({
      action: "create" as const,
      ...{ key: String(index), vendor: `\u202e\`${"`".repeat(index)}`, properties: [] },
    }));
    const environments = new Map(Array.from({ length: 300 }, (_, index) => [String(index), resources]));
    const text = toMarkdown({ ...saying("x".repeat(50_000)), resources: environments });
    expect(Buffer.byteLength(text, "utf8")).toBeLessThanOrEqual(65_000);
  });

  it("could be caught: the same words by themselves do what they say", () => {
    const effects = effectsOf(["mail someone&#64;evil.test, HTTPS://evil.test and www.evil.test"]).flat();
    expect(effects.filter((each) => each.startsWith("link"))).toEqual([
      "link mailto:someone@evil.test",
      "link HTTPS://evil.test",
      "link http://www.evil.test",
    ]);
  });
});
