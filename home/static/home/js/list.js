/* A list that stays fresh without moving under the hand: new rows come at once, or wait behind a button. */

import { follow } from "./live.js";
import { announce } from "./say.js";
import { filled } from "./wording.js";

const QUIET = 800;
const SPREAD = 1500;
const BODY = "[data-rows] tbody, [data-rows] ol, tbody, ul, ol";

/* The caption and the title of the page say how many there are. */
const retitle = (place, said) => {
  if (!place || !said) return;
  document.title = document.title.replace(`(${place.dataset.number})`, `(${said.dataset.number})`);
  place.dataset.number = said.dataset.number;
  place.textContent = said.textContent;
};

const attach = (list) => {
  const source = new WeakMap(); /* a row as the server wrote it */
  let timer;
  let waiting;
  let button;

  const rows = (root) => new Map([...root.querySelectorAll("tbody > tr[id], li[id]")].map((row) => [row.id, row]));
  const chosen = (row) => row?.querySelector("input[type=checkbox]:checked") != null;
  const busy = () =>
    list.matches(":hover") ||
    (list.contains(document.activeElement) && document.activeElement !== button) ||
    [...rows(list).values()].some(chosen);
  const address = () => {
    const url = new URL(list.dataset.url || location.href, location.href);
    url.searchParams.set("fragment", "rows");
    return url;
  };

  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(load, QUIET + Math.random() * SPREAD);
  };

  const load = async () => {
    if (document.hidden) return;
    const answer = await fetch(address(), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (!differs(bodies(list), bodies(fresh))) return;
    waiting = fresh;
    if (busy()) offer();
    else merge();
  };

  const written = (row) => source.get(row) || row.outerHTML;
  const bodies = (root) => [...root.querySelectorAll(BODY)].filter((body) => !body.parentElement.closest("tbody, li"));
  const order = (body) => [...rows(body).keys()].join();
  const differs = (old, fresh) =>
    old.length !== fresh.length ||
    old.some(
      (body, i) =>
        order(body) !== order(fresh[i]) ||
        [...rows(fresh[i])].some(([id, row]) => written(rows(body).get(id)) !== row.outerHTML),
    );

  /* Rows that did not change stay the very same elements, so that focus and selection stay too; one that did, and was
     chosen or had the focus, hands both on. On the board a card may have gone to another column. */
  const merge = () => {
    const fresh = waiting;
    const old = rows(list);
    const here = document.activeElement?.closest("tr[id], li[id]")?.id;
    waiting = undefined;
    withdraw();
    if (!fresh) return;
    const mine = bodies(list);
    const theirs = bodies(fresh);
    if (!mine.length || mine.length !== theirs.length) {
      list.replaceChildren(...fresh.childNodes);
      return;
    }
    theirs.forEach((other, i) => {
      mine[i].replaceChildren(
        ...[...rows(other).values()].map((row) => {
          const known = old.get(row.id);
          if (known && written(known) === row.outerHTML) return known;
          const arrived = document.importNode(row, true);
          source.set(arrived, row.outerHTML);
          if (chosen(known)) arrived.querySelector("input[type=checkbox]").checked = true;
          arrived.classList.add("arrived");
          return arrived;
        }),
      );
    });
    const inserted = [...rows(list).keys()].filter((id) => !old.has(id)).length;
    if (inserted) announce(filled(list.dataset.wordsInserted, { n: inserted }));
    retitle(list.querySelector("[data-caption]"), fresh.querySelector("[data-caption]"));
    if (here && !list.contains(document.activeElement))
      document.getElementById(here)?.querySelector("a")?.focus({ preventScroll: true });
    list.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  };

  const offer = () => {
    if (!list.dataset.wordsNew || button) return;
    button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-2 btn-s fresh";
    button.textContent = list.dataset.wordsNew;
    button.addEventListener("click", merge);
    list.before(button);
    announce(list.dataset.wordsNew);
  };
  const withdraw = () => {
    if (button === document.activeElement) list.querySelector("tbody a, li a")?.focus({ preventScroll: true });
    button?.remove();
    button = undefined;
  };

  for (const topic of list.dataset.refreshTopics.split(/\s+/).filter(Boolean)) follow(topic, { hear: changed });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) changed();
  });
};

document.querySelectorAll("[data-refresh-topics]").forEach(attach);
