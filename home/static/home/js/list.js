/* A list that stays fresh without moving under the hand: new rows come at once, or wait behind a button. */
import { announce } from "./say.js";
import { follow } from "./live.js";

const QUIET = 800, SPREAD = 1500;

const attach = (list) => {
  const source = new WeakMap(); /* a row as the server wrote it */
  let timer, waiting, button;

  const rows = (root) => new Map([...root.querySelectorAll("tbody > tr[id], li[id]")].map((row) => [row.id, row]));
  const busy = () => list.matches(":hover") || (list.contains(document.activeElement) && document.activeElement !== button);
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
    if (!differs(rows(list), rows(fresh))) return;
    waiting = fresh;
    if (busy()) offer();
    else merge();
  };

  const written = (row) => source.get(row) || row.outerHTML;
  const differs = (old, fresh) => [...old.keys()].join() !== [...fresh.keys()].join()
    || [...fresh].some(([id, row]) => written(old.get(id)) !== row.outerHTML);

  /* Rows that did not change stay the very same elements, so that focus and selection stay too. */
  const merge = () => {
    const fresh = waiting;
    waiting = undefined;
    withdraw();
    if (!fresh) return;
    const body = list.querySelector("[data-rows] tbody, tbody, ul, ol");
    const other = fresh.querySelector("[data-rows] tbody, tbody, ul, ol");
    if (!body || !other) { list.replaceChildren(...fresh.childNodes); return; }
    const old = rows(list);
    body.replaceChildren(...[...rows(fresh).values()].map((row) => {
      const known = old.get(row.id);
      if (known && written(known) === row.outerHTML) return known;
      const arrived = document.importNode(row, true);
      source.set(arrived, row.outerHTML);
      arrived.classList.add("arrived");
      return arrived;
    }));
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
  document.addEventListener("visibilitychange", () => { if (!document.hidden) changed(); });
};

document.querySelectorAll("[data-refresh-topics]").forEach(attach);
