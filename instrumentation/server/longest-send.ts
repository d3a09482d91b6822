/** In milliseconds. What takes longer is given up and counted; a function is kept running for no longer than that. */
export const LONGEST_SEND = 2_000;
