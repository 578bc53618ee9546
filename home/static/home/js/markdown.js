/* Signs of Markdown put into a text. Each answers what replaces which part, and what is selected then: all counted from
   `start`, as { start, end, words, from, to }. */
const edit = (start, end, words, from, to) => ({ start, end, words, from, to });

/* In place of what is selected. */
export const inserted = ({ start, end }, words) => edit(start, end, words, words.length, words.length);

/* Around what is selected; taken away where it stands there already. */
export const around = ({ value, start, end }, sign, sample) => {
  const chosen = value.slice(start, end);
  const there = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
  if (there) return edit(start - sign.length, end + sign.length, chosen, 0, chosen.length);
  const words = chosen || sample;
  return edit(start, end, `${sign}${words}${sign}`, sign.length, sign.length + words.length);
};

/* Before each line that is touched; taken away where it stands before all of them. */
export const before = ({ value, start, end }, sign) => {
  const first = value.slice(0, start).lastIndexOf("\n") + 1;
  const stop = value.indexOf("\n", end);
  const last = stop < 0 ? value.length : stop;
  const lines = value.slice(first, last).split("\n");
  const all = lines.every((line) => line.startsWith(sign));
  const words = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
  const from = all ? 0 : sign.length;
  return edit(first, last, words, lines.length === 1 ? words.length : from, words.length);
};

/* A link around an address or around words. */
export const linked = ({ value, start, end }) => {
  const chosen = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) return edit(start, end, `[](${chosen})`, 1, 1);
  const [from, to] = chosen ? [chosen.length + 3, chosen.length + 11] : [1, 1];
  return edit(start, end, `[${chosen}](https://)`, from, to);
};

/* Code on a line, or a block of it. */
export const code = (text, sample) =>
  around(text, text.value.slice(text.start, text.end).includes("\n") ? "\n```\n" : "`", sample);

/* A sign that begins a word. */
export const spaced = (text, sign) =>
  inserted(text, /(^|[\s(])$/.test(text.value.slice(0, text.start)) ? sign : ` ${sign}`);

/* Words that carry no sign; \x60 is the sign of code. */
export const plain = (text) => text.trim().replace(/[*_\x60[\]<>\\]/g, "");

/* What somebody said, as a quotation with the name above it. */
export const quotation = (name, said) => {
  const lines = said.trim().split(/\n/);
  return [`> ${name}`, ">", ...lines.map((line) => `> ${line.trim()}`), "", ""].join("\n");
};

/* What is typed after an @ that begins a word, before the cursor; undefined where there is none. */
const CALLED = /(?:^|[\s(>*_])@([^@\n]{0,60})$/u;
export const called = ({ value, start }) => CALLED.exec(value.slice(0, start))?.[1];
