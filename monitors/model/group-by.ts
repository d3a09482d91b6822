/** Items by key, both in the order of their first appearance (`Map.groupBy`, which Node 20 lacks). */
export const groupBy = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> =>
  groupByEach(items, (item) => [keyOf(item)]);

/** The same, of items that have several keys. */
export const groupByEach = <T, K>(
  items: readonly T[],
  keysOf: (item: T) => readonly K[],
): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  return groups;
};

/** The second of each pair, by the first. */
export const groupPairs = <K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, readonly V[]> =>
  new Map([...groupBy(pairs, ([key]) => key)].map(([key, same]) => [key, same.map(([, value]) => value)]));
