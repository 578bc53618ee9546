/* New posts never move what is being read: they are placed where the end is in view, else a marker offers them. */

import { since } from "./live.js";
import { all, newer, order, place, remove, replace, same } from "./posts.js";
import { gathered } from "./say.js";
import { filled } from "./wording.js";

const TYPED = 5000;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const who = (post) => post.querySelector("h3")?.textContent.trim().replace(/\s+/g, " ") || "";

/* `onPlaced(post)` hears of each post that was put on the page. */
export const arrivals = (thread, onPlaced) => {
  const words = thread.parentElement.querySelector("[data-live-line]")?.dataset || {};
  const waiting = new Map(); /* id -> post */
  const newest = all(thread).at(-1)?.dataset.at || "";
  let typed = -TYPED;
  let placed = [];
  let marker;

  const elsewhere = () => thread.hasAttribute("data-earlier");
  const isNew = (post) => (elsewhere() ? Date.parse(post.dataset.at) > since() : post.dataset.at > newest);

  /* Whether a post that is not there stands between the first and the last of what this page shows. */
  const belongs = (post) => {
    if (elsewhere()) return false;
    const first = thread.parentElement.querySelector("[data-way=older]") && all(thread)[0];
    return !first || order(first, post) < 0;
  };

  const typing = () => {
    const field = document.activeElement;
    if (!field?.matches("textarea, [contenteditable], input[type=text], input[type=search], input:not([type])"))
      return false;
    return performance.now() - typed < TYPED || Boolean((field.value ?? field.textContent).trim());
  };
  const atEnd = () => {
    const { bottom } = thread.getBoundingClientRect();
    return bottom >= 0 && bottom <= innerHeight + 4;
  };
  const own = (post) =>
    [...document.querySelectorAll("form[data-composer] [name=key]")].some((key) => post.id === `post-${key.value}`);

  const offered = () => filled(waiting.size === 1 ? words.wordsOne : words.wordsMany, { n: waiting.size });
  const told = () => {
    const fresh = placed.filter((post) => post.isConnected);
    placed = [];
    if (waiting.size) return offered();
    if (fresh.length === 1) return filled(thread.dataset.wordsPost, { who: who(fresh[0]) });
    return fresh.length ? filled(words.wordsAdded, { n: fresh.length }) : "";
  };
  const tell = gathered(told);

  const put = (post, quietly) => {
    place(thread, post);
    if (!quietly) {
      post.classList.add("arrived");
      placed.push(post);
      tell();
    }
    onPlaced(post);
  };

  const flush = () => {
    const fresh = [...waiting.values()].sort(order);
    waiting.clear();
    fresh.forEach((post) => put(post, false));
    draw();
    return fresh;
  };

  const show = () => {
    const [first] = flush();
    placed = [];
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
  };

  const latest = () => {
    location.assign(`${thread.dataset.page}#${[...waiting.values()].sort(order)[0].id}`);
  };

  const draw = () => {
    if (!waiting.size || !offered()) {
      marker?.remove();
      marker = undefined;
      return;
    }
    marker ??= made();
    marker.firstElementChild.textContent = offered();
  };

  const made = () => {
    const place = document.createElement("p");
    const button = document.createElement("button");
    place.className = "fresh-posts";
    button.type = "button";
    button.className = "btn";
    button.addEventListener("click", () => (elsewhere() ? latest() : show()));
    place.append(button);
    thread.after(place);
    return place;
  };

  const arrive = (post) => {
    const known = same(thread, post);
    if (known) {
      waiting.delete(post.id);
      replace(known, post);
      return;
    }
    const other = waiting.get(post.id);
    if (other) {
      if (newer(post, other)) waiting.set(post.id, post);
      return;
    }
    if (belongs(post)) settle(post);
    else if (elsewhere() && isNew(post)) wait(post);
  };

  const settle = (post) => {
    if (own(post)) adopt(post);
    else if (!isNew(post)) put(post, true);
    else if (!waiting.size && atEnd() && !typing()) put(post, false);
    else wait(post);
  };

  const wait = (post) => {
    post.classList.add("new");
    waiting.set(post.id, post);
    draw();
    tell();
  };

  /* What the reader wrote shows at once, after whatever was written before it. */
  const adopt = (post) => {
    if (elsewhere()) {
      location.assign(`${thread.dataset.page}#${post.id}`);
      return;
    }
    flush();
    waiting.delete(post.id);
    const known = same(thread, post);
    if (known) replace(known, post);
    else put(post, true);
    document.getElementById(post.id)?.classList.add("own");
  };

  const leave = (key, change) => {
    const known = document.getElementById(`post-${key}`);
    const other = waiting.get(`post-${key}`);
    if (known && thread.contains(known)) remove(known, change);
    if (other && Number(other.dataset.change) < change) waiting.delete(other.id);
    draw();
  };

  /* Who comes to the end by themselves, and does not type, sees what waits there. Pages that were read in are no news. */
  const look = () => {
    for (const post of [...waiting.values()]) if (same(thread, post)) waiting.delete(post.id);
    draw();
    if (waiting.size && !elsewhere() && atEnd() && !typing()) flush();
  };
  let looking;
  const soon = () => {
    if (looking) return;
    looking = requestAnimationFrame(() => {
      looking = undefined;
      look();
    });
  };
  const maybe = () => {
    if (waiting.size) soon();
  };
  document.addEventListener("scroll", maybe, { passive: true });
  document.addEventListener("focusout", () => setTimeout(maybe));
  document.addEventListener("input", () => {
    typed = performance.now();
  });
  new MutationObserver(maybe).observe(thread, { childList: true });

  return { adopt, arrive, leave };
};
