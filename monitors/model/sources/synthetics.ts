import type { Quantity } from "../quantity";

/** Managed locations of Datadog synthetics. https://docs.datadoghq.com/api/latest/synthetics/ (`GET /locations`) */
export const syntheticsLocations = [
  "aws:eu-central-1",
  "aws:eu-west-1",
  "aws:eu-west-2",
  "aws:eu-west-3",
  "aws:eu-north-1",
  "aws:us-east-1",
] as const;

export type SyntheticsLocation = (typeof syntheticsLocations)[number];

export interface Synthetics {
  readonly every: Quantity<"duration">;
  readonly from: readonly [SyntheticsLocation, ...SyntheticsLocation[]];
}
