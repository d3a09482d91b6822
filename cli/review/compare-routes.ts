import type { Change, ChangeKind } from "./change";
import type { StepData } from "../plan/data";

/** Who was told by what and when, and is not, or later. */
export const compareRoutes = (
  where: string,
  subject: string,
  was: readonly StepData[],
  is: readonly StepData[],
): readonly Change[] => {
  if (was.length > 0 && is.length === 0)
    return [{ kind: "unrouted", where, subject, what: "nobody hears of it any more" }];
  const [before, after] = [tellings(was), tellings(is)];
  const say = (kind: ChangeKind, what: string): Change => ({ kind, where, subject, what });
  return [
    ...[...before].flatMap(([told, [words, at]]) => {
      const now = after.get(told);
      if (now === undefined) return [say("looser", `${words} is no longer told`)];
      if (now[1] === at) return [];
      return [
        say(
          now[1] > at ? "looser" : "tighter",
          `${words} is told after ${wordSeconds(now[1])} instead of ${wordSeconds(at)}`,
        ),
      ];
    }),
    ...[...after].flatMap(([told, [words, at]]) =>
      before.has(told) ? [] : [say("tighter", `${words} is told too, after ${wordSeconds(at)}`)],
    ),
  ];
};

const tellings = (steps: readonly StepData[]): ReadonlyMap<string, readonly [string, number]> =>
  new Map(
    steps.flatMap(({ after, rung, who, channels }) =>
      channels.map((channel) => [`${rung} ${channel}`, [`${who} by ${channel}`, inSeconds(after)]] as const),
    ),
  );

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };

const inSeconds = (span: string): number => {
  const [, amount = "0", unit = "s"] = /^(\d+)(ms|s|m|h|d)$/.exec(span) ?? [];
  return Number(amount) * (SECONDS[unit] ?? 1);
};

const wordSeconds = (span: number): string => (span >= 60 ? `${span / 60} min` : `${span} s`);
