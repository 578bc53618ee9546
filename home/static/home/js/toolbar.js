/* Signs of Markdown by button and key. The toolbar is one stop of the Tab key; arrows move within it. */
const put = (text, start, end, words, from, to) => {
  text.focus();
  text.setSelectionRange(start, end);
  /* In this way the browser's own undo knows of it. */
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  text.setSelectionRange(start + from, start + to);
};

export const insert = (text, words) => {
  const at = text.selectionStart;
  put(text, at, text.selectionEnd, words, words.length, words.length);
};

/* Around what is selected; taken away where it stands there already. */
const around = (text, sign, sample) => {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  if (value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign) {
    put(text, start - sign.length, end + sign.length, chosen, 0, chosen.length);
    return;
  }
  const words = chosen || sample;
  put(text, start, end, `${sign}${words}${sign}`, sign.length, sign.length + words.length);
};

/* Before each line that is touched. */
const before = (text, sign) => {
  const { value } = text;
  const start = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const stop = value.indexOf("\n", text.selectionEnd);
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n");
  const all = lines.every((line) => line.startsWith(sign));
  const made = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
  put(text, start, end, made, all ? 0 : sign.length, made.length);
  if (lines.length === 1) text.setSelectionRange(start + made.length, start + made.length);
};

const link = (text) => {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) put(text, start, end, `[](${chosen})`, 1, 1);
  else put(text, start, end, `[${chosen}](https://)`, chosen ? chosen.length + 3 : 1, chosen ? chosen.length + 11 : 1);
};

const spaced = (text, sign) =>
  insert(text, /(^|[\s(])$/.test(text.value.slice(0, text.selectionStart)) ? sign : ` ${sign}`);

const deeds = {
  bold: (text, sample) => around(text, "**", sample),
  italic: (text, sample) => around(text, "*", sample),
  quote: (text) => before(text, "> "),
  list: (text) => before(text, "- "),
  code: (text, sample) =>
    text.value.slice(text.selectionStart, text.selectionEnd).includes("\n")
      ? around(text, "\n```\n", sample)
      : around(text, "`", sample),
  link,
  call: (text) => spaced(text, "@"),
  reference: (text) => spaced(text, `CO-${new Date().getFullYear()}-`),
};
const keys = { b: "bold", i: "italic", k: "link" };

export const words = (form) => form.querySelector("template.words").dataset;

export const tools = (form) => {
  const text = form.elements.text;
  const bar = form.querySelector("template.tools").content.firstElementChild.cloneNode(true);
  const buttons = [...bar.querySelectorAll("button")];
  const reach = (one) =>
    buttons.forEach((button) => {
      button.tabIndex = button === one ? 0 : -1;
    });
  const act = (mark) => deeds[mark](text, words(form).text);
  bar.setAttribute("aria-controls", text.id);
  reach(buttons[0]);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    reach(button);
    act(button.dataset.mark);
  });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = buttons.at(to % buttons.length);
    reach(next);
    next.focus();
  });
  text.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    act(mark);
  });
  text.before(bar);
};
