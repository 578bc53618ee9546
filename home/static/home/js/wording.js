/* Sentences of the page with their facts in them. */

/* `{name}` becomes the fact of that name; without one it stays. */
export const filled = (words, facts) => (words || "").replace(/\{(\w+)\}/g, (all, name) => `${facts[name] ?? all}`);

/* A sentence without its numbers: whether two of them say the same of another moment. */
export const kind = (sentence) => sentence.replace(/\d+/g, "");

/* The weight of a file in kilobytes or megabytes, in a language. */
export const weight = (bytes, language) => {
  const small = bytes < 1e6;
  const value = small ? Math.max(1, Math.round(bytes / 1024)) : bytes / 1024 ** 2;
  const unit = small ? "kilobyte" : "megabyte";
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
};

/* Names in a sentence, and how many more there are; nothing without names. */
export const people = (sentence, names, total, moreWords) => {
  if (!names.length || !sentence) return "";
  const more = total - names.length;
  const rest = more > 0 ? ` ${filled(moreWords, { n: more })}` : "";
  return filled(sentence, { who: names.join(", ") + rest });
};
