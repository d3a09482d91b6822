import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ticketOf } from "../../monitors/model/help-desk";
import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";

const folder = mkdtempSync(join(tmpdir(), "import-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;

const importing = async (what: string, content: string, ...more: readonly string[]) => {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, content);
  const { stderr, ...ran } = await runCommand(ROOT, ["import", what, path, ...more]);
  return { ...ran, said: stderr.replaceAll(`${path}: `, "").trim().split("\n") };
};

/** As Zendesk's export has one, with what is nobody's business in it. */
const ticket = {
  id: 35436,
  status: "solved",
  type: "problem",
  subject: "My parcel, someone@shop.test",
  description: "It is lost",
  created_at: "2026-02-16T10:00:00Z",
  updated_at: "2026-02-20T10:00:00Z",
  metric_set: { solved_at: "2026-02-17T10:00:00Z" },
  custom_fields: [{ id: 27642, value: "Parcel's way" }],
};

describe("a ticket", () => {
  it("is counted with its topic and when it was solved, and nothing of what is in it", () => {
    expect(ticketOf(ticket, 27642)).toEqual({
      id: "35436",
      topic: "parcel's way",
      createdAt: "2026-02-16T10:00:00.000Z",
      closedAt: "2026-02-17T10:00:00.000Z",
      updatedAt: "2026-02-20T10:00:00.000Z",
    });
  });

  it("of a webhook stands in its detail, with the status in capitals; without metrics it closed when it last changed", () => {
    const { metric_set, custom_fields, ...rest } = ticket;
    expect([metric_set, custom_fields]).toHaveLength(2);
    expect(
      ticketOf({ type: "zen:event-type:ticket.status_changed", detail: { ...rest, id: "7", status: "SOLVED" } }),
    ).toEqual({
      id: "7",
      topic: "problem",
      createdAt: "2026-02-16T10:00:00.000Z",
      closedAt: "2026-02-20T10:00:00.000Z",
      updatedAt: "2026-02-20T10:00:00.000Z",
    });
    expect(ticketOf({ detail: { ...rest, status: "OPEN", type: null } })).toMatchObject({
      closedAt: null,
      topic: "other",
    });
  });

  it.each([undefined, null, "ticket", {}, { ...ticket, created_at: "yesterday" }, { ...ticket, status: undefined }])(
    "is none: %j",
    (value) => {
      expect(ticketOf(value)).toBeUndefined();
    },
  );
});

describe("import tickets", () => {
  it("writes each ticket as it was last, from pages that have it more than once", async () => {
    const pages = [
      { tickets: [{ ...ticket, status: "open", updated_at: "2026-02-16T11:00:00Z" }], end_of_stream: false },
      { tickets: [ticket], end_of_stream: true },
    ];
    const { code, stdout } = await importing("tickets", JSON.stringify(pages), "--topic-field", "27642");
    expect(code).toBe(0);
    expect(stdout).toBe(`begin;
set local standard_conforming_strings = on;
insert into support_tickets (id, topic, created_at, closed_at, updated_at) values
  ('35436', 'parcel''s way', '2026-02-16T10:00:00.000Z', '2026-02-17T10:00:00.000Z', '2026-02-20T10:00:00.000Z')
on conflict (id) do update set topic = excluded.topic, closed_at = excluded.closed_at, updated_at = excluded.updated_at
  where support_tickets.updated_at <= excluded.updated_at;
commit;
`);
  });

  it("prints nothing of a file with faults, and says all of them", async () => {
    const { code, stdout, said } = await importing(
      "tickets",
      "id,topic,created_at,closed_at\n1,parcel,2026-02-16 10:00,\n,parcel,2026-02-16T10:00:00Z,never\n3,pay,2026-02-16T10:00:00Z,2026-02-15T10:00:00Z\n",
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(said).toEqual([
      "error: line 2: created_at is no time with an offset, such as 2026-02-16T10:00:00Z",
      "error: line 3: id is empty",
      "error: line 3: closed_at is no time with an offset, such as 2026-02-16T10:00:00Z",
      "error: ticket 3 closed before it was opened",
    ]);
  });

  it.each([
    ["id,topic\n1,a\n", ["error: the header has no column created_at", "error: the header has no column closed_at"]],
    ["id,topic,created_at,closed_at\n", ["error: has no rows"]],
    ['{"users":[]}', ["error: is JSON of no known form"]],
    ['[{"id":1}]', ["error: record 1: is no ticket: id, status, created_at and updated_at are wanted"]],
  ])("refuses %j", async (content, expected) => {
    const { code, said } = await importing("tickets", content);
    expect([code, said]).toEqual([2, expected]);
  });
});

describe("import prices", () => {
  const HEADER = "rival,category,listing,price,source,date\n";

  it("writes cents, with the source and the day", async () => {
    const { code, stdout } = await importing("prices", `${HEADER}One,coats,l'1,12.5,Survey of May,2026-02-16\n`);
    expect(code).toBe(0);
    expect(stdout).toContain("  ('One', 'coats', 'l''1', 1250, 'Survey of May', '2026-02-16')\n");
    expect(stdout).toContain("on conflict (source, rival, listing, observed_on) do update set");
  });

  it("refuses a price without a source or a day, one that is none, and the same twice", async () => {
    const rows = [
      "One,coats,1,12.50,,2026-02-16",
      "One,coats,2,12.50,s,16.2.2026",
      "One,coats,3,12 €,s,2026-02-16",
      "One,coats,4,0,s,2026-02-16",
      "One,coats,5,1,s,2026-02-16",
      "One,coats,5,2,s,2026-02-16",
    ];
    const { code, stdout, said } = await importing("prices", `${HEADER}${rows.join("\n")}\n`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(said).toEqual([
      "error: line 2: source is empty",
      "error: line 3: date is no day, such as 2026-02-16",
      "error: line 4: price is no price in euros, such as 12.50",
      "error: line 5: price is 0: nobody asks nothing",
      "error: One, 5 of 2026-02-16 is there twice",
    ]);
  });
});
