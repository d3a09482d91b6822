/** What the page says besides figures. */

export const definitions: readonly string[] = [
  "## What the figures mean",
  "",
  "- **Breach**: from the instant at which what truly happens passes the level's number. Of what grows, when it has grown so far; of what is",
  "  judged by how long it lasts (an outage, a silence, a heartbeat), when it has lasted so long. Below the row's minimum of traffic there is",
  "  none. Breaches less than a window (or five minutes) apart are one.",
  "- **Detection**: from the breach to the first notification; of one that was being told of when it began, the notification's own time alone.",
  "  What was told of and had ended before does not count.",
  "- **False positive**: a firing that belongs to no breach, as a share of all firings (`npm run quality` has: judged not real / judged). A",
  "  firing belongs to a breach that it overlaps, until the windows have run empty again. A critical firing while the warning is truly",
  "  breached, and critical is not, is **too grave** and stands apart: somebody who is called finds something broken. Neither true nor false",
  "  is told of early what is past three quarters of the way, or bad but of almost too few events.",
  "- **Accuracy**: right / (right + false + missed), as there. Hours that were rightly quiet are not counted.",
  "- Together, each scenario of each level counts once, however often it was played; what was played stands beside.",
  "- Counts and gauges are what they show: were there 11 in an hour by chance, then more than 10 is true. Shares and percentiles are of a",
  "  sample, and what chance alone makes of them is false.",
];

export const after: readonly string[] = [
  "## What was changed after the first run",
  "",
  "Scenarios, usual traffic, noise and seeds were committed before anything was measured (8c88b6e) and have not been changed. What was, because",
  "it was wrong and not because a figure was:",
  "",
  '- An outage\'s breach began with it; R7 counts from the true breach, which for "down for more than 30 s" is when 30 s are over. The figure',
  "  from the first second stands beside.",
  "- On-and-off scenarios are not played with utilisations: near 100 % their mean is below the number, so that nothing is breached.",
  "- A rise is no breach to a level that tells of a fall, nor the other way round.",
  "- Changes against last week are played without days that differ, for that would be a change itself.",
  "- Too grave and early firings were counted as false.",
];

export const cannot: readonly string[] = [
  "## What this cannot show",
  "",
  "- The shop's own traffic and noise: Driplo publishes none, so `usual.ts` invents a shop in which every minimum of the catalogue is met several",
  "  times over by day. Failures that come in other shapes than these are found sooner or later than here.",
  "- Delays that no vendor publishes are assumed, and each is taken for constant.",
  "- Anomaly bands are an approximation of what the vendors do not publish (`monitors/plan/band.ts`): of P3 their false positives are an order of",
  "  magnitude, not a figure.",
  "- Time to resolution (under 30 minutes) depends on people: `npm run quality` measures it, of real incidents.",
  "- Suppression, backstops and burn rates of objectives are not played: each level is judged as if it were alone.",
];
