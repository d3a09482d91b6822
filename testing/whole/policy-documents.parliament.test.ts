import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { declareStack } from "../stack";
import { policyDocuments } from "../policy-documents";
import { describeWithParliament } from "../tools/describe-with-parliament";
import { testDev, testProd } from "../environment";

/**
 * Every rendered policy before parliament, which knows each action of AWS's with its resources and condition keys, and reads them offline.
 * What it does not know is who is trusted and when: that is `policy-documents.test.ts`.
 * @see https://github.com/duo-labs/parliament
 */
interface Finding {
  readonly where: string;
  readonly issue: string;
  readonly detail: unknown;
}

/** A finding stays only with its reason. */
const reasons: readonly { readonly where: RegExp; readonly issue: string; readonly why: string }[] = [
  {
    where: /^aws:iam\/role:Role \S+ assumeRolePolicy$/,
    issue: "MALFORMED",
    why: "Statement contains neither Resource nor NotResource: a role's trust has none, the resource is the role",
  },
  {
    where: /^aws:iam\/role:Role checkouts assumeRolePolicy$/,
    issue: "UNKNOWN_FEDERATION_SOURCE",
    why: "it knows a few providers of tokens; Vercel's is the stack's own, and policy-documents.test.ts holds its audience and subject",
  },
  {
    where: /^aws:kms\/key:Key topics\.\S+ policy$/,
    issue: "RESOURCE_STAR",
    why: "in a key's own policy `*` is the key",
  },
  {
    where: /^aws:kms\/key:Key topics\.\S+ policy$/,
    issue: "PERMISSIONS_MANAGEMENT_ACTIONS",
    why: "the account administers its key; without kms:PutKeyPolicy nobody could change this policy again",
  },
];

const lint = (documents: Readonly<Record<string, string>>): readonly Finding[] => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const names = Object.keys(documents);
    for (const [index, text] of Object.values(documents).entries()) writeFileSync(join(folder, `${index}.json`), text);
    const { stdout, stderr } = spawnSync(
      "parliament",
      ["--directory", folder, "--include_policy_extension", "json", "--json", "--include-community-auditors"],
      { encoding: "utf8" },
    );
    if (stderr !== "") throw new Error(stderr);
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { issue: string; detail: unknown; location: { filepath: string } })
      .map(({ issue, detail, location }) => ({
        where: names[Number(basename(location.filepath, ".json"))] ?? location.filepath,
        issue,
        detail,
      }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describeWithParliament("the policies, before a linter", () => {
  it.each([
    ["prod", testProd],
    ["dev", testDev],
  ])("have no finding in %s but those that a reason stands for", (_, environment) => {
    const documents = policyDocuments(declareStack(catalogue, policies, environment).declarations);
    const found = lint(Object.fromEntries(documents.map(({ where, text }) => [where, text])));
    const stays = (reason: (typeof reasons)[number], { where, issue }: Finding): boolean =>
      reason.issue === issue && reason.where.test(where);
    expect(found.filter((finding) => !reasons.some((reason) => stays(reason, finding)))).toEqual([]);
    // A reason that no finding needs any more is taken out.
    expect(reasons.filter((reason) => !found.some((finding) => stays(reason, finding)))).toEqual([]);
  });

  it("would be refused for an action, a resource and a condition that AWS does not have", () => {
    const statement = { Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:eu-west-3:000000000000:topic" };
    const of = (change: object): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...change }] });
    const found = lint({
      fine: of({}),
      action: of({ Action: "sns:Publihs" }),
      resource: of({ Resource: "arn:aws:sqs:eu-west-3:000000000000:queue" }),
      condition: of({ Condition: { StringEquals: { "sns:Colour": "red" } } }),
    });
    expect(found.map(({ where, issue }) => `${where}: ${issue}`).toSorted()).toEqual([
      "action: UNKNOWN_ACTION",
      "condition: UNKNOWN_CONDITION_FOR_ACTION",
      "resource: RESOURCE_MISMATCH",
    ]);
  });
});
