import { PGlite } from "@electric-sql/pglite";
import { catalogue } from "../../testing/stack";
import { routes } from "../../monitors/model/sources/server";
import { planOf } from "../../testing/environment";
import { apiHealth, databaseHealth, FRESH_FOR, MOST_HANGING } from "./health";

const worded = async (response: Response) => ({
  status: response.status,
  text: await response.text(),
  kept: response.headers.get("cache-control"),
});

const well = { status: 200, text: "ok\n", kept: "no-store" };
const notWell = { status: 503, text: "not well\n", kept: "no-store" };

it("is at the paths that are asked from outside", () => {
  const asked = planOf(catalogue).signals.flatMap(({ measures }) =>
    measures.flatMap(({ source, backstop }) =>
      [source, backstop].flatMap((each) => (each !== undefined && "path" in each ? [each.path] : [])),
    ),
  );
  expect([...new Set(asked)].toSorted()).toEqual([routes.health, routes.databaseHealth]);
});

it("says that the API answers, whatever the database does", async () => {
  expect(await worded(await apiHealth())).toEqual(well);
});

it("is well while a real Postgres answers `select 1`, and not once it is gone, and says no word of why", async () => {
  const db = await PGlite.create();
  const failures: unknown[] = [];
  const options = {
    query: () => db.query("select 1"),
    timeout: 600_000,
    onFailure: (error: unknown) => failures.push(error),
  };
  expect(await worded(await databaseHealth(options)())).toEqual(well);
  expect(failures).toEqual([]);
  await db.close();
  expect(await worded(await databaseHealth(options)())).toEqual(notWell);
  expect(failures.map(String)).toEqual([expect.stringContaining("closed")]);
});

describe("the probe", () => {
  const hang = () => new Promise<never>(() => undefined);

  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it("asks once for all who ask at once, and again no sooner than a second later", async () => {
    const query = jest.fn(() => Promise.resolve());
    const probe = databaseHealth({ query });
    const answers = await Promise.all([probe(), probe(), probe()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    // Each has a body of its own: one that was read is no answer for another.
    expect(await Promise.all(answers.map(worded))).toEqual([well, well, well]);
    jest.setSystemTime(Date.now() + FRESH_FOR - 1);
    await probe();
    expect(query).toHaveBeenCalledTimes(1);
    jest.setSystemTime(Date.now() + 1);
    await probe();
    expect(query).toHaveBeenCalledTimes(2);
  });

  it("gives up after its time, and tells the query", async () => {
    let given: AbortSignal | undefined;
    const failures: unknown[] = [];
    const probe = databaseHealth({
      query: (signal) => {
        given = signal;
        return hang();
      },
      timeout: 500,
      onFailure: (error) => failures.push(error),
    });
    const asked = probe();
    await jest.advanceTimersByTimeAsync(499);
    expect(given?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await worded(await asked)).toEqual(notWell);
    expect(given?.aborted).toBe(true);
    expect(failures).toEqual([new Error("the database did not answer within 500 ms")]);
  });

  it("begins no more queries that hang than two in a minute, and asks again after it", async () => {
    const query = jest.fn(hang);
    const probe = databaseHealth({ query, timeout: 500 });
    for (let asked = 0; asked < 10; asked += 1) {
      const answer = probe();
      await jest.advanceTimersByTimeAsync(FRESH_FOR);
      expect((await answer).status).toBe(503);
    }
    expect(query).toHaveBeenCalledTimes(MOST_HANGING);
    query.mockResolvedValue(undefined as never);
    await jest.advanceTimersByTimeAsync(60_000);
    expect((await probe()).status).toBe(200);
  });

  it.each([
    [
      "throws at once",
      () => {
        throw new Error("no pool");
      },
    ],
    ["fails", () => Promise.reject(new Error("password authentication failed for someone"))],
  ])("is not well where the query %s, also where nobody may be told", async (_, query) => {
    const probe = databaseHealth({
      query,
      onFailure: () => {
        throw new Error("the listener is broken");
      },
    });
    expect(await worded(await probe())).toEqual(notWell);
  });
});
