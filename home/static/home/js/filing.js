/* The draft of a form keeps itself on the site. What is kept there is true; this window holds only what is not kept yet. */

import { after, keepMine, showBoth } from "./clash.js";
import { rest } from "./pace.js";
import { announce } from "./say.js";
import { kind } from "./wording.js";
import "./similar.js";
import { forget, kept } from "./store.js";

const REST = 1500;
const AT_MOST = 8000;
const AGAIN = 15000;
const form = () => document.querySelector("form[data-autosave]");
const line = document.querySelector("[data-kept-line]");
const out = document.querySelector("[data-left-out]");
const other = document.querySelector("[data-other]");
let typed = 0;
let safe = 0;
let since = 0;
let timer;
let asking;
let told = "";
let gone = false;
let known = { held: false };

/* The words of the form; files go only when it is filed. */
const words = () => {
  const data = new FormData(form());
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
};

const later = (wait = REST) => {
  clearTimeout(timer);
  since ||= Date.now();
  timer = setTimeout(save, rest(wait, since, AT_MOST, Date.now()));
};

const changed = () => {
  typed += 1;
  gone = false;
  delete form().dataset.saved;
  later();
};

const save = async () => {
  if (asking || gone || known.held || !form()) return;
  const upTo = typed;
  since = 0;
  asking = new AbortController();
  const options = { method: "POST", body: words(), signal: asking.signal };
  const answer = await fetch(form().dataset.autosave, options).catch(() => null);
  asking = undefined;
  if (gone) return;
  const said =
    answer && !answer.redirected && [200, 409].includes(answer.status) ? await answer.json().catch(() => null) : null;
  if (said) hear(said, upTo);
  else unkept();
  if (typed > upTo && !known.held) later();
};

const hear = (said, upTo) => {
  known = after({ ...known, version: form().elements.version.value }, said);
  form().elements.version.value = known.version;
  if (said.state === "other") choose(said);
  if (said.state === "kept") keptOn(said, upTo);
  if (said.state === "filed" || said.state === "gone") anew(said);
  leave(said.left || []);
};

const keptOn = (said, upTo) => {
  safe = upTo;
  show(said.words);
  history.replaceState(history.state, "", `${location.pathname}?draft=${encodeURIComponent(said.key)}${location.hash}`);
  if (typed > upTo || said.left.length) return;
  form().dataset.saved = "";
  forget(form());
};

/* Another window changed the draft: nothing is kept on the site before its author chose. */
const choose = (said) => {
  const mine = () => {
    known = keepMine(known);
    form().elements.version.value = known.version;
    other.hidden = true;
    form().elements.title.focus();
    changed();
  };
  const theirs = () => {
    stop();
    forget(form());
    form().dataset.saved = "";
    location.assign(said.url);
  };
  showBoth(other, said, other.dataset, { mine, theirs });
  show(said.words);
};

/* What is typed on after the draft was filed or discarded elsewhere is another draft. */
const anew = (said) => {
  forget(form());
  form().elements.submission.value = said.key;
  show(said.words || "");
  announce(said.words);
  typed += 1;
};

const unkept = () => {
  show(form().dataset.wordsUnkept);
  clearTimeout(timer);
  timer = setTimeout(save, AGAIN);
};

/* Seen at each keeping, heard at the first and when something changes in what is told. */
const show = (text) => {
  line.textContent = text;
  if (kind(text) !== told) announce(text);
  told = kind(text);
};

const leave = (left) => {
  const known = out.dataset.names || "";
  out.dataset.names = left.map((one) => one.name).join(" ");
  out.replaceChildren(...left.map(entry));
  if (left.length && out.dataset.names !== known) announce(out.textContent);
};

const entry = (one) => {
  const said = document.createElement("p");
  const link = document.createElement("a");
  link.href = `#id_${one.name}`;
  link.textContent = one.label;
  said.append(`${form().dataset.wordsWithout} `, link, `. ${one.reason}`);
  return said;
};

const stop = () => {
  gone = true;
  clearTimeout(timer);
  asking?.abort();
};

document.addEventListener("input", (event) => {
  if (event.target.form === form() && event.target.type !== "file") changed();
});
document.addEventListener("restored", changed);
document.addEventListener("submit", (event) => {
  if (event.target === form()) stop();
});
addEventListener("online", () => {
  if (typed > safe) save();
});
addEventListener("pagehide", () => {
  if (!gone && typed > safe && form()) navigator.sendBeacon(form().dataset.autosave, words());
});
if (kept(form())) changed();
