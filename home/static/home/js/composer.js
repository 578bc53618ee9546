/* Writing without leaving the page. Whatever goes wrong, the form is sent as any form, and its text is kept. */
import { note } from "./say.js";
import { forget, keep } from "./store.js";
import { hand, post } from "./upload.js";

const plainly = (form) => { form.dataset.plain = "1"; form.requestSubmit(); };
const summary = (form) => (form.previousElementSibling?.matches("[role=alert]") ? form.previousElementSibling : null);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* `adopt(thread, id)` takes over the posts of the same thread, and the one with that id, from the page that answered. */
export const composer = (adopt) => {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-composer]") || form.dataset.plain) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    await send(form, adopt).catch(() => plainly(form));
    form.removeAttribute("aria-busy");
  });
};

const send = async (form, adopt) => {
  const key = form.elements.key?.value;
  const sent = form.elements.text?.value;
  const answer = await post(form).catch(() => null);
  if (!answer && form.dataset.wordsUnsent) {
    note(form.dataset.wordsUnsent, 10);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const own = key && page.getElementById(`post-${key}`);
  if (answer.ok && own) {
    forget(form);
    adopt(page.querySelector("[data-thread]"), own.id);
    clean(form, page, own.id, sent);
  } else if (answer.status === 422) {
    correct(form, page);
  } else {
    throw new Error(`${answer.status}`);
  }
};

/* An empty composer takes the place of the one that was sent, in the same lane, with the page's own new key.
   What was typed meanwhile (a post may arrive live before the answer) is carried along. */
const clean = (form, page, id, sent) => {
  const lane = new FormData(form).get("lane");
  const typed = form.elements.text?.value;
  const fresh = change(form, page);
  if (typed !== sent) fresh.elements.text.value = typed;
  for (const radio of fresh.querySelectorAll("[name=lane]")) radio.checked = radio.value === lane;
  const post = document.getElementById(id);
  post?.classList.add("own");
  post?.scrollIntoView({ block: "nearest", behavior: calm() ? "instant" : "smooth" });
};

/* The same form with what is to be corrected; the files that were chosen are still chosen. */
const correct = (form, page) => {
  const fresh = change(form, page);
  hand(form, fresh);
  keep(fresh);
  (summary(fresh) || fresh.querySelector("[aria-invalid=true]"))?.focus();
};

/* Put the form of the page that answered, with its summary of errors, in the place of this one. */
const change = (form, page) => {
  const back = page.getElementById(form.id);
  if (!back) throw new Error("no form");
  const focused = form.contains(document.activeElement);
  const fresh = document.importNode(back, true);
  summary(form)?.remove();
  form.replaceWith(fresh);
  if (summary(back)) fresh.before(document.importNode(summary(back), true));
  if (focused) fresh.querySelector("textarea")?.focus({ preventScroll: true });
  return fresh;
};
