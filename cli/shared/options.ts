import { InvalidArgumentError, Option } from "commander";
import { environmentNames, type EnvironmentName } from "../../monitors/model/environment-name";

/** Options that several commands have, each declared once. */

export const environmentOption = (preset: EnvironmentName = "prod"): Option =>
  new Option("-e, --environment <name>", "which environment").choices(environmentNames).default(preset);

export const formatOption = (...formats: readonly string[]): Option =>
  new Option("-f, --format <format>", "how to print it").choices(["text", "json", ...formats]).default("text");

export const secondsUpTo =
  (most: number) =>
  (word: string): number => {
    const value = Number(word);
    if (value > 0 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number of seconds, ${most} at most.`);
  };

export const wholeNumber =
  (most: number, least = 0) =>
  (word: string): number => {
    if (/^\d+$/.test(word) && Number(word) >= least && Number(word) <= most) return Number(word);
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
