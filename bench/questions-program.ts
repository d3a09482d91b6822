import { questionNames } from "../dashboards/questions";
import { fillIn } from "../testing/board-questions";
import { fillMillion, THIRTY_DAYS } from "../testing/million-rows";
import { applyBoards } from "../testing/postgres";
import { startServer } from "../testing/postgres-server";
import { median } from "./run";

/** Asks every question of the boards over a million rows in each large table, several times, and prints the slowest. */
const measure = async (): Promise<object> => {
  const server = await startServer();
  const db = await server.connect();
  await applyBoards(db);
  await fillMillion(db);
  const slowest = { name: "", seconds: 0 };
  for (const name of questionNames) {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      await db.query(fillIn(name, THIRTY_DAYS));
      times.push((performance.now() - start) / 1000);
    }
    if (median(times) > slowest.seconds) Object.assign(slowest, { name, seconds: median(times) });
  }
  await db.close();
  await server.stop();
  return slowest;
};

void measure().then((slowest) => process.stdout.write(JSON.stringify(slowest)));
