import { percent } from "../../monitors/model/quantity";
import { keyVariables, KEYS_OF } from "../../infra/environment/keys";
import type { Engine } from "../engine/engine";
import type { StandInVendor } from "../engine/stand-in-vendor";
import { stackConfiguration } from "../stack-configuration";
import { change, cut, programOf, sharedStack, withStack } from "../stack-engine";
import { standInKeys } from "../stand-in-keys";
import { describeWithEngine } from "../tools/describe-with-engine";

/** What stands for each secret of the configuration, by its place: a text of its own, and for a telephone a number of its own. */
const planted = new Map<string, string>();

const plant = (path: string): string => {
  const place = String(planted.size).padStart(2, "0");
  const text = path.endsWith(".number") ? `6399800${place}` : `pl4nt${place}Tg6YhN7uJm8IkQ9oL0pAwZ3xCv4B`;
  planted.set(path, text);
  return text;
};

const configuration = stackConfiguration("prod", plant);

/** A text as it may stand within others: as it is, in an address, and in base64 wherever it begins there. */
const formsOf = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  // Three bytes are four letters: the first and the last few also hold what is beside the text.
  ...["", "x", "xx"].map((before) =>
    Buffer.from(before + text)
      .toString("base64")
      .slice(before === "" ? 0 : 4, -4),
  ),
];

/** By its place, so that a failure prints none. */
const foundIn = (texts: readonly string[], secrets: ReadonlyMap<string, string>): readonly string[] =>
  [...secrets]
    .filter(([, secret]) => formsOf(secret).some((form) => texts.some((text) => text.includes(form))))
    .map(([place]) => place);

/** What the vendors have made up themselves: it is in no configuration, and in the outputs alone. */
const generated = (vendor: StandInVendor): ReadonlyMap<string, string> =>
  new Map(
    vendor.resources().flatMap(({ name, inputs, outputs }) =>
      ["key", "integrationKey", "dsnSecret", "secret"].flatMap((property): (readonly [string, string])[] => {
        const value = outputs[property];
        return typeof value === "string" && !(property in inputs) ? [[`${name}.${property}`, value]] : [];
      }),
    ),
  );

/** What is saved: the state as it is exported, and every file of the stack's folder. */
const saved = async (engine: Engine): Promise<readonly string[]> => [
  (await engine.exportState()).text,
  ...engine.files().values(),
];

describeWithEngine("secrets on the real engine (stand-in vendors)", () => {
  const onCut = sharedStack(
    "prod",
    async (engine) => {
      await engine.up(programOf(cut));
      return { inClear: await engine.exportInClear() };
    },
    configuration,
  );

  it(
    "of the vendors, their keys, are nowhere in the state, even for whoever can decrypt it",
    onCut((_, __, { inClear }) => {
      // It is in clear: what resources carry can be read.
      expect(inClear).toContain(planted.get("grafana.slackToken"));
      const found = [...Object.values(standInKeys("prod")), "datadog.apiKey", "pagerduty.token"].filter(
        (key) => key !== "prod" && inClear.includes(key),
      );
      expect(found).toEqual([]);
      expect(Object.values(keyVariables).flat()).toHaveLength(10);
    }),
  );

  it(
    "of the configuration all reach a resource, and are nowhere in what is saved",
    onCut(async (engine, vendor, { inClear }) => {
      expect([...planted.keys()]).toEqual(
        expect.arrayContaining([
          "vercel.accountHashKey",
          "grafana.push.token",
          "grafana.scrape.supabaseKey",
          "grafana.postgres.password",
          "elastic.hashKey",
          "elastic.drain.password",
          "people.cto.phone.number",
        ]),
      );
      // The search finds them where they are in clear, the drain's password in base64 among them.
      expect(foundIn([inClear], planted)).toEqual([...planted.keys()]);
      expect([...engine.files().keys()].filter((path) => path.startsWith("backend/"))).toEqual(
        expect.arrayContaining([expect.stringMatching(/stacks\/.*prod\.json$/)]),
      );
      const texts = await saved(engine);
      expect(foundIn(texts, planted)).toEqual([]);
      const made = generated(vendor);
      expect(made.size).toBeGreaterThan(10);
      expect(foundIn([inClear], made)).toEqual([...made.keys()]);
      expect(foundIn(texts, made)).toEqual([]);
    }),
  );

  it(
    "are in no backup, event or message of a change that a vendor refuses, nor of the refresh after it",
    onCut(async (engine, vendor) => {
      vendor.fault({ fault: { kind: "server error" }, on: ({ method }) => method === "update" });
      const worse = change(cut, "storefront", "error_rate", (row) =>
        row.kind === "crash_rate" && row.warning !== undefined
          ? { ...row, critical: { at: percent(7.3), priority: "P2" as const } }
          : row,
      );
      const { messages } = await engine.failingUp(programOf(worse));
      vendor.clearFaults();
      await engine.refresh();
      const said = messages.map(({ text }) => text);
      expect(said.join("\n")).toContain("500 Internal Server Error");
      const texts = [...said, ...(await saved(engine))];
      expect(foundIn(texts, planted)).toEqual([]);
      expect(foundIn(texts, generated(vendor))).toEqual([]);
    }),
  );
});

describeWithEngine("the vendors' keys on the real engine (stand-in vendors)", () => {
  it("are asked for before anything is made, and whose they are", () =>
    withStack("prod", async (engine, vendor) => {
      const keys = { ...standInKeys("prod"), DD_APP_KEY: "", [KEYS_OF]: "dev" };
      const failed = await engine.failingUp(programOf(cut, keys));
      expect(failed.messages.map(({ text }) => text).join("\n")).toContain(
        [
          "nothing was changed:",
          'error  the shell, DRIPLO_KEYS_OF  is "dev"',
          "       the keys of prod stand in the environment, and DRIPLO_KEYS_OF=prod says that they are its own",
          '       fix: docs/bootstrap.md, "Keys and roles"',
          "error  the shell, DD_APP_KEY  is not set",
        ].join("\n"),
      );
      expect(vendor.calls()).toEqual([]);
    }));
});
