/** How often each scenario is played with each level, with its own chance each time. */
export const rounds = { fast: 24, others: 4 } as const;

/** Scenarios without an episode last long, and are played less often. */
export const quietRounds = { fast: 4, others: 2 } as const;

/** The catalogue is tuned on the first. The second is taken from the commit that fixed the scenarios, and is looked at, not tuned on. */
export const seeds = { known: 20_261_127 } as const;
