/* How long to wait, in milliseconds. */

/* Before trying again after so many failures: twice as long each time, and not all readers at once. */
export const backoff = (failures, first, longest, chance = Math.random()) =>
  Math.min(longest, first * 2 ** failures) * (0.5 + chance / 2);

/* Before keeping what is being typed: a rest after the last key, but no later than so long after the first. */
export const rest = (wait, since, atMost, now) => Math.max(0, Math.min(wait, since + atMost - now));
