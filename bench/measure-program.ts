import { z } from "zod";
import { PROJECT } from "../monitors/model/configuration/table";
import { stackConfiguration } from "../testing/stack-configuration";
import { standInKeys } from "../testing/stand-in-keys";
import type { Figure } from "./figure";
import { median, repeat, runNode, type Variables } from "./run";
import { programArguments } from "./scripts";

/** The Pulumi program's own part of a preview, on mocks: from the start of Node to the last registration. */

/** About a thousand resources more than prod has. */
const SIGNALS = 300;

/** What `mocks.cjs` prints. */
const registered = z.object({ resources: z.number(), last: z.number() });

export interface Registered {
  readonly seconds: number;
  readonly resources: number;
}

/** The stack's configuration as the engine hands it over (`@pulumi/pulumi/runtime/config`). */
const configuration = (): Variables => {
  const values = Object.entries(stackConfiguration("prod"));
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values.map(([key, { value }]) => [key, value]))),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(values.filter(([, { secret }]) => secret).map(([key]) => key)),
  };
};

/** @param nodeArguments what Node is given before the program, the mocks aside */
export const runOnMocks = (
  nodeArguments: readonly string[],
  program: readonly string[],
  variables: Variables = {},
): Registered => {
  const args = [...nodeArguments, "--require", "./bench/mocks.cjs", ...program];
  const { start, output } = runNode(args, { ...configuration(), ...standInKeys("prod"), ...variables });
  const { resources, last } = registered.parse(JSON.parse(output));
  return { resources, seconds: (last - start) / 1000 };
};

interface Round {
  readonly prod: Registered;
  readonly large: Registered;
  readonly sdk: number;
}

const run = (...args: readonly string[]): Registered =>
  runOnMocks(programArguments(), ["bench/pulumi-program.ts", ...args]);

export const measureProgram = (): readonly Figure[] => {
  const rounds = repeat(7, (): Round => ({
    prod: run(),
    large: run(String(SIGNALS)),
    sdk: runNode(["--eval", 'require("@pulumi/pulumi")']).seconds,
  }));
  const middle = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const resources = middle(({ prod }) => prod.resources);
  const more = middle(({ large }) => large.resources) - resources;
  const longer = middle(({ large }) => large.seconds) - middle(({ prod }) => prod.seconds);
  return [
    {
      name: "Pulumi program of prod",
      how: `${PROJECT} on mocks, process start to the last of ${resources} registrations, by the loader of Pulumi.yaml; median of 7`,
      unit: "s",
      atMost: 0.8,
      value: middle(({ prod }) => prod.seconds),
    },
    {
      name: "of which Pulumi's SDK takes to load",
      how: 'wall time of `require("@pulumi/pulumi")` alone as a process; median of 7',
      unit: "s",
      atMost: undefined,
      value: middle(({ sdk }) => sdk),
    },
    {
      name: "each further resource",
      how: `the same program with ${more} resources more (${SIGNALS} generated signals in place of prod's): the difference in time by that in resources`,
      unit: "ms",
      atMost: 3,
      value: (longer * 1000) / more,
    },
  ];
};
