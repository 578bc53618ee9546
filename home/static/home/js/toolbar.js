/* Signs of Markdown by button and key. The toolbar is one stop of the Tab key; arrows move within it. */
import { around, before, code, inserted, linked, spaced } from "./markdown.js";

const state = (text) => ({ value: text.value, start: text.selectionStart, end: text.selectionEnd });

const put = (text, { start, end, words, from, to }) => {
  text.focus();
  text.setSelectionRange(start, end);
  /* In this way the browser's own undo knows of it. */
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  text.setSelectionRange(start + from, start + to);
};

export const insert = (text, words) => put(text, inserted(state(text), words));

const edits = {
  bold: (now, sample) => around(now, "**", sample),
  italic: (now, sample) => around(now, "*", sample),
  quote: (now) => before(now, "> "),
  list: (now) => before(now, "- "),
  code,
  link: linked,
  call: (now) => spaced(now, "@"),
  reference: (now) => spaced(now, `CO-${new Date().getFullYear()}-`),
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
  const act = (mark) => put(text, edits[mark](state(text), words(form).text));
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
