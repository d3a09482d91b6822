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
  "Scenarios, usual traffic, the amounts of noise and the known seed were committed before anything was measured (8c88b6e) and have not been",
  "changed. Later came all of `sample/`, which makes series of them, and in `seeds.ts` the unseen seed (that commit's hash, so it had to come later)",
  "and the rounds of long windows. What was changed in how it is judged, because it was wrong and not because a figure was:",
  "",
  '- An outage\'s breach began with it; R7 counts from the true breach, which for "down for more than 30 s" is when 30 s are over. The figure',
  "  from the first second stands beside.",
  "- On-and-off scenarios are not played with utilisations: near 100 % their mean is below the number, so that nothing is breached.",
  "- A rise is no breach to a level that tells of a fall, nor the other way round.",
  "- Changes against last week are played without days that differ, for that would be a change itself.",
  "- Firings that are too grave, early, or of almost too few events were counted as false. What they were called then is shown: see the figure",
  '  "with those that are too grave".',
  "- Levels with windows of a day and more are played half as often, for time.",
];

export const changed: readonly string[] = [
  "## What R7 changed in the catalogue",
  "",
  "With windows of five minutes alone the fast mean was 165 s on the known seeds. The arithmetic: what spans tell is known 45 s after it",
  "happened, evaluated every minute (30 s in the mean) and told 30 s later, which is 105 s of the 120 before anything is counted; of Stripe's",
  "events it is 75 + 30 + 30 = 135 s. Five minutes pass a level's number only after 300 s divided by how many times it is exceeded: 150 s at twice, 30 s at ten",
  "times, and 77 s in the mean over these scenarios. So:",
  "",
  "- The critical levels of A16, A40, A42, A49, A51 and A53 are judged over one or two minutes **as well** (`sooner`), where there are events",
  "  enough for it; whichever window breaches first tells. The five minutes stay, for what is thin: shortened alone, a night's outage of uploads",
  "  would be of too few events to be judged. The price is in the column `too grave`: near its number a short window tells more often.",
  "- A51 alone cannot be told of within two minutes in the mean; the mean of all can.",
  "- A51 counts from four failed intents on: of twenty, two were 10 % by chance about once a day (P2).",
  "- A26 takes the fullest moment of its window and not the mean, which nears 95 % only as the window fills: 498 s of a budget of 490 s.",
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
  "- CloudFront's levels (A34, A35) are breached by three of five minutes, so what is bad for two of every five is not always told of.",
  "- Suppression, backstops and burn rates of objectives are not played: each level is judged as if it were alone.",
];
