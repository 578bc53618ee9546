/* Drafts: text outlives an error, a lost connection and an expired session, and goes when it has arrived. */
import { announce } from "./say.js";
import { all, at, drop, forget, keep, kept, restore } from "./store.js";

const FORMS = "form[data-draft][id], form[data-composer][id]";
const timers = new WeakMap();

/* What was sent and is now shown, or was sent from another page, has arrived. */
const tidy = () => {
  if (document.querySelector("input[type=password]")) return;
  const filed = document.querySelector("form[data-filed]")?.dataset.filed;
  for (const key of all()) {
    const draft = at(key);
    const arrived = draft?.token && document.getElementById(`post-${draft.token}`);
    const elsewhere = draft?.sent && !key.startsWith(`draft:${location.pathname}#`);
    if (!draft || arrived || elsewhere || (filed && draft.token === filed)) drop(key);
  }
};

const resume = (form) => {
  const draft = kept(form);
  if (!draft) return;
  if (restore(form, draft)) {
    announce(form.dataset.wordsRestored);
    form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  } else keep(form);
};

/* Not before everything that listens to what is restored is at work. */
document.addEventListener(
  "fitted",
  () => {
    tidy();
    document.querySelectorAll(FORMS).forEach(resume);
  },
  { once: true },
);

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches(FORMS)) return;
  clearTimeout(timers.get(form));
  timers.set(
    form,
    setTimeout(() => keep(form), 300),
  );
});
document.addEventListener("checked", (event) => {
  if (event.target.form?.matches(FORMS)) keep(event.target.form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(FORMS)) keep(form, true);
  if (form.matches("form[action*='logout']")) all().forEach(drop);
});
document.addEventListener("reset", (event) => {
  if (event.target.matches(FORMS)) forget(event.target);
});
addEventListener("pagehide", () =>
  document.querySelectorAll(FORMS).forEach((form) => {
    if (timers.has(form) && !kept(form)?.sent) keep(form);
  }),
);
