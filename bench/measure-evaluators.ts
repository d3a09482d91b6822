import { z } from "zod";
import type { Figure } from "./figure";
import { runNode } from "./run";
import { programArguments } from "./scripts";

const printed = z.object({
  vendors: z.array(z.object({ vendor: z.string(), rules: z.number(), rate: z.number() })),
  file: z.object({ rules: z.number(), samples: z.number(), ours: z.number(), promtool: z.number().optional() }),
});

type Printed = z.infer<typeof printed>;

export const measureEvaluators = (): readonly Figure[] => {
  const { output } = runNode([...programArguments(), "bench/evaluate-program.ts"]);
  const { vendors, file } = printed.parse(JSON.parse(output));
  return [slowest(vendors), besidePromtool(file)];
};

const slowest = (vendors: Printed["vendors"]): Figure => ({
  name: "samples × rules of the slowest vendor's evaluator",
  how: `every plain threshold of prod over a year of minutes, by the time of one core; median of 5; ${vendors.map(({ vendor, rules, rate }) => `${vendor} ${rate.toFixed(1)} (${rules} rules)`).join(", ")}`,
  unit: "million per second",
  atLeast: 5,
  value: Math.min(...vendors.map(({ rate }) => rate)),
});

const besidePromtool = ({ rules, samples, ours, promtool }: Printed["file"]): Figure => {
  const about = {
    name: "promtool's time for a file of rules, by ours",
    unit: "times",
    atLeast: 1,
  } as const;
  const work = `${rules} rules over ${samples} minutes, one after the other in one run, by the time that each takes of the processors`;
  if (promtool === undefined) return { ...about, how: work, notMeasured: "no promtool on the PATH" };
  const rate = (seconds: number): string => ((rules * samples) / seconds / 1e6).toPrecision(2);
  return {
    ...about,
    how: `${work}: ours ${rate(ours)} million samples × rules a second, promtool ${rate(promtool)}, its start and its store included`,
    value: promtool / ours,
  };
};
