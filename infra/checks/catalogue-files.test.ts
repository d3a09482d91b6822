import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { catalogue } from "../../monitors/catalogue";
import type { Services } from "../../monitors/model/signal";
import { ROOT } from "../../testing/stack-configuration";
import { checkCatalogueFiles } from "./catalogue-files";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A working tree with these files and nothing else. */
const tree = (files: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(join(tmpdir(), "catalogue-files-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

const services: Services = {
  api: { title: "API", owner: "platform", signals: {} },
  search: { title: "Search", owner: "marketplace", signals: {} },
};

const OWNERS = `* @shop/platform
/monitors/catalogue/api.ts    @shop/platform # who else
/monitors/catalogue/search.ts @shop/marketplace
`;

const files = {
  CODEOWNERS: OWNERS,
  "monitors/catalogue/api.ts": "",
  "monitors/catalogue/search.ts": "",
  "monitors/catalogue/services.ts": "",
  "monitors/catalogue/emission.ts": "",
  "monitors/catalogue/quiet.ts": "",
  "monitors/catalogue/quiet.test-d.ts": "",
  "monitors/catalogue/catalogue.test.ts": "",
};

const check = (changed: Readonly<Record<string, string>>) =>
  checkCatalogueFiles(tree({ ...files, ...changed }), { services });

const OWNS = "whoever changes a threshold asks the team that owns the service: each file has a line of its own";

describe("checkCatalogueFiles", () => {
  it("finds nothing to say of a file and a line for each service", () => {
    expect(check({})).toEqual([]);
    expect(checkCatalogueFiles(ROOT, catalogue)).toEqual([]);
  });

  it("sees a file that services.ts forgets", () => {
    expect(check({ "monitors/catalogue/returns.ts": "" })).toEqual([
      {
        severity: "error",
        where: "monitors/catalogue/returns.ts",
        what: "monitors/catalogue/services.ts does not name it",
        rule: "a service is planned when services.ts names it, by the name of its file",
        remedy: "add returns to the services of monitors/catalogue/services.ts, or delete the file",
      },
    ]);
  });

  it("sees a service whose rows stand elsewhere", () => {
    const root = tree({ ...files });
    rmSync(join(root, "monitors/catalogue/search.ts"));
    expect(checkCatalogueFiles(root, { services })).toEqual([
      {
        severity: "error",
        where: "monitors/catalogue/services.ts, search",
        what: "monitors/catalogue/search.ts is not there",
        rule: "a service's rows stand in the file of its name, where every diagnostic sends its reader",
        remedy: "move its rows to monitors/catalogue/search.ts",
      },
    ]);
  });

  it.each([undefined, "markt"])("leaves an owner that is no team, %j, to the check of the rows", (owner) => {
    const odd = { ...services, search: { ...services["search"], owner } } as unknown as typeof services;
    expect(checkCatalogueFiles(tree({ ...files }), { services: odd })).toEqual([]);
  });

  it.each([
    ["no line", OWNERS.replace(/^.*search.*\n/m, ""), "no line names /monitors/catalogue/search.ts"],
    [
      "a line in a comment",
      OWNERS.replace("/monitors/catalogue/search", "# $&"),
      "no line names /monitors/catalogue/search.ts",
    ],
    ["a line without an owner", OWNERS.replace("@shop/marketplace", ""), "/monitors/catalogue/search.ts has no owner"],
    [
      "another owner",
      OWNERS.replace("@shop/marketplace", "@shop/data"),
      "/monitors/catalogue/search.ts is of @shop/data, and the service of marketplace",
    ],
    [
      "a later line that takes it away",
      `${OWNERS}/monitors/ @shop/data\n`,
      "the later line /monitors/ takes /monitors/catalogue/search.ts away",
    ],
    [
      "a later line for everything",
      `${OWNERS}* @shop/data\n`,
      "the later line * takes /monitors/catalogue/search.ts away",
    ],
  ])("sees %s in CODEOWNERS", (_fault, text, what) => {
    const found = check({ CODEOWNERS: text }).filter((each) => each.what.includes("search"));
    expect(found).toEqual([
      {
        severity: "error",
        where: "CODEOWNERS",
        what,
        rule: OWNS,
        remedy: "end CODEOWNERS with /monitors/catalogue/search.ts @<organisation>/marketplace",
      },
    ]);
  });

  it("goes by the last of two lines", () => {
    expect(check({ CODEOWNERS: `/monitors/catalogue/api.ts @shop/data\n${OWNERS}` })).toEqual([]);
  });

  it("wants a CODEOWNERS", () => {
    const root = tree(files);
    rmSync(join(root, "CODEOWNERS"));
    expect(checkCatalogueFiles(root, { services }).map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "CODEOWNERS: no line names /monitors/catalogue/api.ts",
      "CODEOWNERS: no line names /monitors/catalogue/search.ts",
    ]);
  });

  it("wants a line for each file of the committed catalogue", () => {
    const text = readFileSync(join(ROOT, "CODEOWNERS"), "utf8");
    for (const service of Object.keys(catalogue.services)) expect(text).toContain(`/monitors/catalogue/${service}.ts`);
  });
});

test("a service that its file does not export has no owner to look for, and ends nothing", () => {
  const absent = { ...services, api: undefined } as unknown as Services;
  expect(checkCatalogueFiles(tree(files), { services: absent })).toEqual([]);
});

it.each([undefined, null, {}, { services: 7 }])("leaves a catalogue that is %j to the forms", (rows) => {
  expect(checkCatalogueFiles(tree(files), rows as unknown as { services: Services })).toEqual([]);
});
