import { z } from "zod";
import type { Figure } from "./figure";
import { runNode } from "./run";
import { programArguments } from "./scripts";

const SIGNALS = 1_000;

const printed = z.union([z.object({ seconds: z.number(), bytes: z.number() }), z.object({ notMeasured: z.string() })]);

export const measureReport = (): readonly Figure[] => {
  const { output } = runNode([...programArguments(), "bench/report-program.ts", String(SIGNALS)]);
  const found = printed.parse(JSON.parse(output));
  const about = {
    name: `report of ${SIGNALS.toLocaleString("en-US")} signals opens`,
    how: "a real Chromium, from the request of the file to the first frame after its load; median of 7",
    unit: "s",
    atMost: 1,
  } as const;
  return "notMeasured" in found
    ? [{ ...about, notMeasured: found.notMeasured }]
    : [{ ...about, how: `${about.how}; ${(found.bytes / 1e6).toFixed(1)} MB`, value: found.seconds }];
};
