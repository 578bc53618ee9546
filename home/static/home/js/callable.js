/* Whom one can call in the lane that is chosen: suggested while one types after an @. */
import { called } from "./markdown.js";
import { announce } from "./say.js";
import { words } from "./toolbar.js";

const PAUSE = 150;
let count = 0;

const lane = (form) => form.dataset.lane || form.querySelector("[name=lane]:checked")?.value || "";

export const names = (form) => {
  const text = form.elements.text;
  const list = document.createElement("ul");
  let found = [];
  let at = -1;
  let timer;
  let asking;
  let refused = "";
  list.className = "callable";
  count += 1;
  list.id = `callable-${count}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words(form).label);
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);

  const typed = () => called({ value: text.value, start: text.selectionStart });

  const close = () => {
    list.hidden = true;
    found = [];
    at = -1;
    text.removeAttribute("aria-activedescendant");
  };

  const choose = (to) => {
    at = (to + found.length) % found.length;
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", `${n === at}`));
    list.children[at].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", list.children[at].id);
  };

  const take = (one) => {
    const end = text.selectionStart;
    const start = end - typed().length;
    text.focus();
    text.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, `${one.name} `))
      text.setRangeText(`${one.name} `, start, end, "end");
    close();
  };

  const row = (one, n) => {
    const made = document.createElement("li");
    made.id = `${list.id}-${n}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.className = one.together ? "together" : "";
    made.textContent = one.name;
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(one);
    });
    return made;
  };

  const say = (sentence) => {
    list.replaceChildren(Object.assign(document.createElement("li"), { className: "muted", textContent: sentence }));
    list.firstChild.setAttribute("role", "option");
    list.firstChild.setAttribute("aria-disabled", "true");
    list.hidden = false;
    announce(sentence);
  };

  const show = (rows) => {
    found = rows;
    if (!rows.length) {
      close();
      return;
    }
    list.replaceChildren(...rows.map(row));
    list.hidden = false;
    choose(0);
    announce(words(form).some.replace("{n}", rows.length));
  };

  const ask = async () => {
    const sought = typed();
    if (sought === undefined || (refused && sought.startsWith(refused))) {
      close();
      return;
    }
    if (!lane(form)) {
      found = [];
      say(words(form).lane);
      return;
    }
    asking?.abort();
    asking = new AbortController();
    const url = `${form.dataset.callable}?${new URLSearchParams({ lane: lane(form), q: sought })}`;
    const answer = await fetch(url, { signal: asking.signal }).catch(() => null);
    const told = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
    if (!told || typed() !== sought) return;
    refused = told.found.length || !sought ? "" : sought;
    show(told.found);
    if (refused && sought.length < 12) {
      say(words(form).none);
      setTimeout(() => {
        if (!found.length) close();
      }, 2500);
    }
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (typed() === undefined) {
      close();
      refused = "";
    } else timer = setTimeout(ask, PAUSE);
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const deed = {
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      Enter: () => take(found[at]),
      Tab: () => take(found[at]),
      Escape: close,
    }[event.key];
    if (!deed || (!found.length && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  });
  text.addEventListener("blur", () => setTimeout(close, 150));
};
