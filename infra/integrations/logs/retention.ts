import { days, type Quantity } from "../../../monitors/model/quantity";

/** What is logged, by how long it must be kept. Every store of logs takes its figures from here. */
export interface DataClass {
  readonly holds: string;
  readonly kept: Quantity<"duration">;
}

export const dataClasses = {
  /** Who signed in, who was refused, what was uploaded: what an inquiry asks for a year later, and a month to begin it. */
  audit: { holds: "events that our routes write with a name", kept: days(400) },
  /** Requests hold client addresses, which are personal data: three months are enough to look into abuse. */
  access: { holds: "requests, with the client's address", kept: days(90) },
  application: { holds: "everything else: functions, builds, the database", kept: days(30) },
} as const satisfies Readonly<Record<string, DataClass>>;

export type DataClassName = keyof typeof dataClasses;
