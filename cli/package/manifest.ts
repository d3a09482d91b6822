import { createHash } from "node:crypto";
import { z } from "zod";
import { sides, type Imports } from "./scripts";

/** SDKs that the shop loads and hands in: the package calls them and imports none. Each is held to its real types by our tests. */
const HANDED_IN = [
  "@datadog/browser-rum",
  "@sentry/browser",
  "@sentry/node",
  "@supabase/realtime-js",
  "@vercel/analytics",
  "@vercel/functions",
  "logrocket",
  "web-vitals",
];

const versions = z.record(z.string(), z.string());

const repository = z.object({
  version: z.string(),
  license: z.string(),
  engines: z.object({ node: z.string() }),
  dependencies: versions,
  devDependencies: versions,
});

type Repository = z.infer<typeof repository>;

/** @param text of our own package.json */
export const readRepository = (text: string): Repository => repository.parse(JSON.parse(text));

/** As long as git's own short hashes on a large repository: nobody meets the same one twice. */
const DIGITS = 12;

/**
 * What npm is told. The version ends in a hash of all that the package holds, so that a renamed event is another version, and the shop's
 * lockfile says which names it sends. `sha-` in front of it, because a number may not begin with 0 (https://semver.org, 9).
 */
export const manifestOf = (ours: Repository, files: ReadonlyMap<string, string>, imports: Imports) => {
  const manifest = {
    name: "@driplo/instrumentation",
    description: "What Driplo's shop sends of itself, under the names that its monitoring reads",
    license: ours.license,
    type: "module",
    // What a page does not import is not in its bundle.
    sideEffects: false,
    engines: ours.engines,
    exports: exportsOf(),
    // What an earlier run left in the folder is not packed.
    files: [...files.keys()].toSorted(),
    ...peersOf(ours, imports),
  };
  const hash = createHash("sha256");
  for (const [name, text] of [...files, ["package.json", toJson(manifest)] as const].toSorted(byName))
    hash.update(`${name}\0${text}\0`);
  return { ...manifest, version: `${ours.version}-sha-${hash.digest("hex").slice(0, DIGITS)}` };
};

export const toJson = (manifest: object): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);

/** A page that imports the server's side does not build. Pages are rendered on the server too, so that theirs is there for both. */
const exportsOf = () => ({
  ...Object.fromEntries(
    sides.map((side) => [
      `./${side}`,
      {
        types: `./${side}/index.d.ts`,
        ...(side === "server" ? { browser: null } : {}),
        default: `./${side}/index.js`,
      },
    ]),
  ),
  "./package.json": "./package.json",
});

/** At the versions that our tests run. Without an optional one its feature is off, and one line says so. */
const peersOf = ({ dependencies, devDependencies }: Repository, { atOnce, onDemand }: Imports) => {
  const ours: Readonly<Record<string, string | undefined>> = { ...dependencies, ...devDependencies };
  const optional = [...onDemand, ...HANDED_IN].filter((name) => !atOnce.has(name)).toSorted();
  const rangeOf = (name: string): readonly [string, string] => {
    const version = ours[name];
    if (version === undefined)
      throw new Error(`package.json has no version of ${name}, which instrumentation/ imports`);
    return [name, `^${version}`];
  };
  return {
    peerDependencies: Object.fromEntries([...atOnce, ...optional].toSorted().map(rangeOf)),
    peerDependenciesMeta: Object.fromEntries(optional.map((name) => [name, { optional: true }])),
  };
};
