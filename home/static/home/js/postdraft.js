/* What is written keeps itself on the site, for each of one's devices. What holds personal data is never sent there. */

import { rest } from "./pace.js";
import { announce } from "./say.js";
import { forget } from "./store.js";
import { words } from "./toolbar.js";
import { filled, kind } from "./wording.js";

const REST = 1500;
const AT_MOST = 8000;
const AGAIN = 15000;

export const drafting = (form) => {
  const line = form.querySelector("[data-kept-line]");
  const other = form.querySelector("[data-other]");
  const { text, version } = form.elements;
  let typed = 0;
  let since = 0;
  let timer;
  let asking;
  let told = "";
  let held = false;

  const later = (wait = REST) => {
    clearTimeout(timer);
    since ||= Date.now();
    timer = setTimeout(save, rest(wait, since, AT_MOST, Date.now()));
  };

  const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  const save = async () => {
    since = 0;
    if (asking || held || form.getAttribute("aria-busy") === "true" || !form.isConnected) return;
    if (text.dataset.checked === "personal") {
      show(form.dataset.wordsWithheld);
      return;
    }
    const upTo = typed;
    asking = new AbortController();
    const options = { method: "POST", body: body(), signal: asking.signal, headers: { "X-Requested-With": "fetch" } };
    const answer = await fetch(form.dataset.postDraft, options).catch(() => null);
    asking = undefined;
    const said =
      answer && !answer.redirected && [200, 409, 422].includes(answer.status)
        ? await answer.json().catch(() => null)
        : null;
    hear(said, upTo);
    if (typed > upTo && !held) later();
  };

  const hear = (said, upTo) => {
    if (!said) {
      show(form.dataset.wordsUnkept);
      timer = setTimeout(save, AGAIN);
      return;
    }
    if (said.state === "other") {
      choose(said);
      return;
    }
    if (said.state === "refused") {
      show(said.words || form.dataset.wordsWithheld);
      return;
    }
    version.value = said.version;
    show(said.state === "kept" ? filled(form.dataset.wordsKept, { when: said.when }) : "");
    if (typed > upTo) return;
    form.dataset.saved = "";
    forget(form);
  };

  /* Seen at each keeping, heard at the first. */
  const show = (sentence) => {
    line.textContent = sentence;
    if (kind(sentence) !== told) announce(sentence);
    told = kind(sentence);
  };

  const button = (label, deed) => {
    const made = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn btn-2 btn-s",
      textContent: label,
    });
    made.addEventListener("click", deed);
    return made;
  };

  const choose = (said) => {
    held = true;
    const sentence = Object.assign(document.createElement("p"), {
      textContent: filled(form.dataset.wordsOther, { when: said.when }),
    });
    const cited = Object.assign(document.createElement("blockquote"), { textContent: said.text, lang: said.language });
    const buttons = Object.assign(document.createElement("p"), { className: "btns" });
    const done = () => {
      held = false;
      other.hidden = true;
      version.value = said.version;
      text.focus();
      changed();
    };
    buttons.append(
      button(words(form).take, () => {
        take(said);
        done();
      }),
      button(words(form).mine, done),
    );
    other.replaceChildren(sentence, cited, buttons);
    other.hidden = false;
    announce(sentence.textContent);
  };

  const take = (said) => {
    text.value = said.text;
    if (said.key) form.elements.key.value = said.key;
    if (said.language && form.elements.language) form.elements.language.value = said.language;
    const lane = form.querySelector(`[name=lane][value="${said.lane}"]:not(:disabled)`);
    if (lane) lane.checked = true;
  };

  const changed = () => {
    typed += 1;
    delete form.dataset.saved;
    later();
  };

  const stop = () => {
    clearTimeout(timer);
    since = 0;
    asking?.abort();
  };

  form.querySelector("[data-keep-button]").hidden = true;
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file" && (text.value || version.value !== "0")) changed();
  });
  form.addEventListener("restored", changed);
  form.addEventListener("sending", stop);
  form.addEventListener("unsent", changed);
  form.addEventListener("sent", () => {
    stop();
    show("");
    form.dataset.saved = "";
  });
  addEventListener("online", () => {
    if (form.dataset.saved === undefined && text.value) save();
  });
};
