/* Parts of a page that ask for themselves again when their topic changes. */
import { follow } from "./live.js";
import { announce } from "./say.js";

const QUIET = 200;
const SPREAD = 600;
const LATER = 2000;
const parts = () => [...document.querySelectorAll("[data-refresh][id]")];
const stale = new Set();
let timer;

/* Nothing is replaced while somebody types, chooses or has opened a dialog in it. */
const inUse = (part) => {
  const active = part.contains(document.activeElement) && document.activeElement;
  const dirty = [...part.querySelectorAll("input, textarea")].some(
    (field) =>
      field.type !== "hidden" && (field.value !== field.defaultValue || field.checked !== field.defaultChecked),
  );
  return dirty || active?.matches?.("input, textarea, select") || part.querySelector("dialog[open]") !== null;
};

const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(refresh, wait + Math.random() * SPREAD);
};

const refresh = async () => {
  if (document.hidden) return;
  const ready = parts().filter((part) => stale.has(part.id) && !inUse(part));
  ready.forEach((part) => stale.delete(part.id));
  const addresses = new Set(ready.map((part) => part.dataset.url || location.href));
  for (const address of addresses) await load(address, ready);
  if (stale.size) soon(LATER);
};

const load = async (address, ready) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ready.filter((one) => (one.dataset.url || location.href) === address)) {
    const fresh = page.getElementById(part.id);
    if (!fresh || inUse(part) || fresh.innerHTML === part.innerHTML) continue;
    swap(part, fresh);
    announce(part.dataset.wordsChanged);
  }
};

/* The focus goes back to the same link or button; opened details stay open. */
const swap = (part, fresh) => {
  const focused = part.contains(document.activeElement) ? mark(document.activeElement, part) : null;
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  [...part.querySelectorAll("details")].forEach((one, i) => {
    if (open[i]) one.open = true;
  });
  if (!focused) return;
  const twin = [...part.querySelectorAll(focused.tag)].find(
    (one) => one.getAttribute("href") === focused.href && one.textContent === focused.text,
  );
  if (!twin) part.tabIndex = -1;
  (twin || part).focus({ preventScroll: true });
};
const mark = (element) => ({ tag: element.tagName, href: element.getAttribute("href"), text: element.textContent });

/* A strand that begins, and who is there, are the thread's affair, not a change of the case. */
const hear = (message) => {
  if (message.strand || message.present || message.writing) return;
  parts()
    .filter((part) => part.dataset.refresh.split(/\s+/).includes(message.topic))
    .forEach((part) => stale.add(part.id));
  soon(QUIET);
};

const topics = new Set(parts().flatMap((part) => part.dataset.refresh.split(/\s+/)));
topics.delete("");
topics.forEach((topic) => follow(topic, { hear }));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && stale.size) soon(0);
});
