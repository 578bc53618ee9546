/* Answering a post with a word, in a small panel beside it. The count reaches every reader of the lane live. */

import { posts, replace, same } from "./posts.js";
import { announce } from "./say.js";

const OPENS = "a[data-act=react]";
let panel;
let opener;

const made = () => {
  panel = document.createElement("div");
  panel.className = "words-panel";
  panel.popover = "auto";
  document.body.append(panel);
  panel.addEventListener("submit", say);
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "closed") opener?.focus({ preventScroll: true });
  });
  return panel;
};

const load = async (url, options = {}) => {
  const headers = { ...options.headers, "X-Requested-With": "fetch" };
  const answer = await fetch(url, { ...options, headers }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text() : null;
};

const show = (html) => {
  panel.innerHTML = html;
  const changed = panel.querySelector("template[data-fragment]");
  const thread = document.querySelector("[data-thread]");
  if (!changed || !thread) return;
  for (const post of posts(changed.innerHTML)) {
    const known = same(thread, post);
    if (!known) continue;
    panel
      .querySelectorAll("button")
      .forEach((one) => known.classList.toggle(`said-${one.value}`, one.getAttribute("aria-pressed") === "true"));
    replace(known, post);
    opener = document.getElementById(post.id)?.querySelector("a[data-act=react]") || opener;
  }
};

const open = async (link) => {
  opener = link;
  const html = await load(link.dataset.react || link.href);
  if (html === null) {
    location.assign(link.href);
    return;
  }
  panel ??= made();
  show(html);
  const { left, bottom } = link.getBoundingClientRect();
  panel.showPopover();
  panel.style.insetInlineStart = `${Math.max(8, Math.min(left, innerWidth - panel.offsetWidth - 8))}px`;
  panel.style.insetBlockStart = `${Math.min(bottom + 4, innerHeight - panel.offsetHeight - 8)}px`;
  panel.querySelector("button")?.focus();
};

const say = async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter;
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const html = await load(form.action, { method: "POST", body: new FormData(form, button) });
  if (html === null) {
    form.submit();
    return;
  }
  const chosen = button.value;
  show(html);
  const fresh = [...panel.querySelectorAll("button")].find((one) => one.value === chosen);
  fresh?.focus();
  announce(fresh?.textContent.trim());
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(OPENS);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !("popover" in HTMLElement.prototype)) return;
  event.preventDefault();
  open(link);
});
