import type { Change } from "./change";

interface Titled {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly runbook: string;
}

/** What people read, and nothing that decides. */
export const compareTexts = (old: Titled, recent: Titled): readonly Change[] =>
  (["title", "owner", "runbook"] as const).flatMap((field): readonly Change[] =>
    old[field] === recent[field]
      ? []
      : [
          {
            kind: "equivalent",
            where: recent.id,
            subject: recent.id,
            what: `${field} "${old[field]}" → "${recent[field]}"`,
          },
        ],
  );
