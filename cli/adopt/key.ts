/** "API: latency (p95) > 2 s!" is `api_latency_p95_2_s`: a key of the catalogue, which begins with a letter. */
export const keyFrom = (text: string): string => {
  const words = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, LONGEST)
    .replaceAll(/^_+|_+$/g, "");
  return /^[a-z]/.test(words) ? words : `signal_${words}`.replace(/_$/, "");
};

/** Of an id; a longer one makes every table and name of a resource hard to read. */
const LONGEST = 60;
