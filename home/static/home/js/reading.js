/* Pages of a conversation fetched into the open one: what is being read stays where it is. */
import { announce } from "./say.js";

const talk = document.querySelector("#talk");
const thread = talk?.querySelector("[data-thread]");
const posts = () => [...thread.querySelectorAll("article.post")];
let asking = false;

/* Change the page while one thing on it stays at its height, also where the browser would see to that itself. */
const still = (anchor, change) => {
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  const top = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => {
    root.style.overflowAnchor = "";
  });
};

/* What of a fetched page is not here yet, in its order: posts, and the line where the new ones begin. */
const additions = (page) =>
  [...(page.querySelector("#talk [data-thread]")?.children || [])]
    .filter((one) => !one.id || !document.getElementById(one.id))
    .filter((one) => one.id || one.matches("hr.since"))
    .filter((one) => !one.matches("hr.since") || !thread.querySelector("hr.since"))
    .map((one) => document.importNode(one, true));

/* The way further on, as the fetched page has it; without one there is nothing more on that side. */
const renew = (link, page) => {
  const next = page.querySelector(`#talk a[data-way="${link.dataset.way}"]`);
  if (next) link.href = next.href;
  else link.closest("p.way").remove();
  return Boolean(next);
};

const reached = () => {
  talk.querySelector("[data-latest]")?.remove();
  delete thread.dataset.earlier;
  thread.dispatchEvent(new CustomEvent("thread:end", { bubbles: true }));
};

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const load = async (link) => {
  const older = link.dataset.way === "older";
  link.setAttribute("aria-busy", "true");
  const page = await fetched(link.href);
  link.removeAttribute("aria-busy");
  if (!page) return announce(thread.dataset.wordsFailed);
  const fresh = additions(page);
  const anchor = older ? posts()[0] : link;
  still(older ? anchor : null, () => (older ? thread.prepend(...fresh) : thread.append(...fresh)));
  let more;
  still(older ? anchor : null, () => {
    more = renew(link, page);
  });
  if (!more && !older && page.querySelector("#talk [data-thread]:not([data-earlier])")) reached();
  announce((thread.dataset.wordsReading || "").replace("{n}", fresh.filter((one) => one.matches("article")).length));
  settle(older, fresh, more ? link : null);
};

/* The keyboard goes on from where it was: the link while it leads further, else the first of what came. */
const settle = (older, fresh, link) => {
  const first = fresh.find((one) => one.matches("article"));
  const goal = older && link ? link : first;
  if (!goal) return;
  if (goal !== link) goal.tabIndex = -1;
  goal.focus({ preventScroll: true });
};

/* The address of the thread's own page tells which post is read, so that a reload or a copied address leads there. */
const honest = () => {
  if (location.pathname !== new URL(thread.dataset.page, location.href).pathname) return;
  const read = posts().find((post) => post.getBoundingClientRect().bottom > 80);
  const words = new URLSearchParams(location.search);
  ["before", "after", "day", "reply", "quote"].forEach((name) => words.delete(name));
  const last = posts().at(-1);
  const atEnd = !("earlier" in thread.dataset) && last && last.getBoundingClientRect().top < innerHeight;
  if (!read || atEnd) words.delete("post");
  else words.set("post", read.id.replace(/^post-/, ""));
  const query = words.size ? `?${words}` : "";
  history.replaceState(history.state, "", `${location.pathname}${query}${read && !atEnd ? `#${read.id}` : ""}`);
};

let later;
const soon = () => {
  clearTimeout(later);
  later = setTimeout(honest, 400);
};

if (thread && talk.querySelector("a[data-way]")) {
  talk.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-way]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    load(link).finally(() => {
      asking = false;
      soon();
      addEventListener("scrollend", soon, { passive: true });
    });
  });
  talk.dataset.readingReady = "";
}
