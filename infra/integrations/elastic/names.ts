import type { LogClass } from "../../../monitors/model/sources/elastic";
import type { DataClassName } from "../logs/retention";

/**
 * One deployment may hold several environments, so everything that is declared in it carries the environment's name: no two stacks
 * share a policy, a template or a pipeline, and none is the account owner's.
 */
export const physicalName = (environment: string, name: string): string => `driplo-${environment}-${name}`;

/** A class of data that is new to the stores of logs does not compile until it has a stream here. */
const streams: Readonly<Record<DataClassName, LogClass>> = {
  audit: "audit",
  access: "access",
  application: "application",
};

export const logClasses: readonly LogClass[] = Object.values(streams);
