import { z } from "zod";
import type { Figure } from "./figure";
import { runNode } from "./run";
import { programArguments } from "./scripts";

const printed = z.object({ name: z.string(), seconds: z.number() });

export const measureQuestions = (): readonly Figure[] => {
  const { output } = runNode([...programArguments(), "bench/questions-program.ts"]);
  const { name, seconds } = printed.parse(JSON.parse(output));
  return [
    {
      name: "slowest question of the boards, over a million rows in each large table",
      how: `a Postgres server at its defaults, thirty days of two years; median of 5; ${name}`,
      unit: "s",
      atMost: 0.5,
      value: seconds,
    },
  ];
};
