/* How long to wait, in milliseconds. */

/* Before trying again after so many failures: twice as long each time, and not all readers at once. */
export const backoff = (failures, first, longest, chance = Math.random()) =>
  Math.min(longest, first * 2 ** failures) * (0.5 + chance / 2);

/* One after the other: what is `said` stays for `hold` before the next, and what waits already does not wait twice. */
export const inTurn = (said, hold, after = setTimeout) => {
  const waiting = [];
  let busy = false;
  const next = () => {
    busy = waiting.length > 0;
    if (!busy) return;
    said(waiting.shift());
    after(next, hold);
  };
  return (words) => {
    if (!words || waiting.includes(words)) return;
    waiting.push(words);
    if (!busy) next();
  };
};

/* Before keeping what is being typed: a rest after the last key, but no later than so long after the first. */
export const rest = (wait, since, atMost, now) => Math.max(0, Math.min(wait, since + atMost - now));
