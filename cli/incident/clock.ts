/** `2026-11-02` and `03:04:05`, in UTC. */
export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const clockOf = (at: number): string => new Date(at).toISOString().slice(11, 19);
