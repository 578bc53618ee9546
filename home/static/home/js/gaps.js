/* Changes of strands are numbered one after another. Up to where nothing is missing, and what is known beyond a gap. */
export const gaps = (known = []) => {
  const last = new Map(known); /* strand -> up to there nothing is missing */
  const beyond = new Map(); /* strand -> changes that are known after a gap */

  const reach = (strand, change) => {
    last.set(strand, Math.max(last.get(strand), change));
    const early = beyond.get(strand) || new Set();
    while (early.delete(last.get(strand) + 1)) last.set(strand, last.get(strand) + 1);
    for (const passed of early) if (passed <= last.get(strand)) early.delete(passed);
    return early.size === 0;
  };

  return {
    has: (strand) => last.has(strand),
    last: (strand) => last.get(strand),
    strands: () => [...last.keys()],
    begin: (strand) => last.set(strand, 0),
    /* Everything up to a change is known; true where nothing known stands beyond a gap. */
    reach,
    /* One change is known; true where nothing is missing before it. */
    advance: (strand, change) => {
      if (!beyond.has(strand)) beyond.set(strand, new Set());
      beyond.get(strand).add(change);
      return reach(strand, 0);
    },
  };
};
