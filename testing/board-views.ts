import { z } from "zod";
import { boards } from "../dashboards/boards";
import { testProd } from "./environment";

/** What the boards ask of Datadog's RUM besides signals, so that those who send it can be held to it. */

const rumQuery = z.looseObject({
  name: z.string(),
  data_source: z.string(),
  search: z.object({ query: z.string() }).default({ query: "" }),
  compute: z.object({ metric: z.string().optional() }).default({}),
});

export const rumAskedByBoards = Object.values(boards)
  .flatMap(({ rows }) => rows.flatMap(({ panels }) => panels))
  .flatMap((panel) => ("view" in panel ? panel.asks(testProd).map((query) => ({ view: panel.view, query })) : []))
  .flatMap(({ view, query }) =>
    query.over === "datadog" ? query.queries.map((each) => ({ view, asks: rumQuery.parse(each) })) : [],
  )
  .filter(({ asks }) => asks.data_source === "rum");
