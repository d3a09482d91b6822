import { inSeconds } from "../../../monitors/model/quantity";
import { delayOf } from "../../../infra/assembly/vendor-delay";
import { LOST_RUNS } from "../usual";
import { toSeries, worstAt, type Point, type Round, type Sampled } from "./series";

/** Places that ask, each at its own second of the interval; a failed run is asked once more at once. */
const LOCATIONS_TO_AGREE = 2;

export const sampleAnswers = (round: Round): Sampled => {
  const { truth, measure, chance } = round;
  const { source } = measure;
  if (source.type !== "http" && source.type !== "dns") return { inputs: {} };
  const every = inSeconds(source.every);
  const delay = delayOf(source).seconds + truth.late;
  const lost = LOST_RUNS * truth.noise;
  const places = source.from.map(() => chance.uniform() * every);
  const start = Math.floor(truth.span.from / every) * every - every;
  const runs = places
    .flatMap((phase, place) =>
      Array.from({ length: Math.ceil((truth.span.to - start) / every) }, (_, index) => ({
        at: start + phase + index * every,
        place,
      })),
    )
    .toSorted((a, b) => a.at - b.at);
  const failing = places.map(() => false);
  const points = runs.map(({ at, place }): Point => {
    const down = worstAt(truth.episodes, at, ({ depth }) => ("places" in depth ? depth.places : 0));
    failing[place] = place < down || (chance.uniform() < lost && chance.uniform() < lost);
    return [at + delay, Number(failing.filter(Boolean).length >= LOCATIONS_TO_AGREE)];
  });
  return { inputs: { value: toSeries(points) } };
};
