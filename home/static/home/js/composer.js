/* Writing without leaving the page. Whatever goes wrong, the form is sent as any form, and its text is kept. */
import { announce, note } from "./say.js";
import { forget, keep } from "./store.js";
import { hand, post } from "./upload.js";

const plainly = (form) => {
  form.dataset.plain = "1";
  form.requestSubmit();
};
const summary = (form) => (form.previousElementSibling?.matches("[role=alert]") ? form.previousElementSibling : null);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* `adopt(thread, id)` takes over the posts of a piece of HTML, the one with that id as the reader's own; `stand(id, text)`
   lets what is sent stand in the thread meanwhile, and returns what takes it away. */
export const composer = (adopt, stand) => {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-composer]") || form.dataset.plain || event.submitter?.hasAttribute("formaction"))
      return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    form.dispatchEvent(new CustomEvent("sending", { bubbles: true }));
    const over = stand(`post-${form.elements.key.value}`, form.elements.text.value);
    await send(form, adopt, over).catch(() => plainly(form));
    over();
    form.removeAttribute("aria-busy");
  });
};

const send = async (form, adopt, over) => {
  const sent = form.elements.text.value;
  const answer = await post(form, { piece: true }).catch(() => null);
  if (!answer) {
    note(form.dataset.wordsUnsent, 10);
    form.dispatchEvent(new CustomEvent("unsent", { bubbles: true }));
  } else if (answer.status === 201) {
    over();
    arrived(form, adopt, JSON.parse(await answer.text()), sent);
  } else if (answer.status === 422) {
    correct(form, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } else {
    throw new Error(`${answer.status}`);
  }
};

/* The post stands in its place, and the composer is empty again, in the same lane, with the next key. */
const arrived = (form, adopt, told, sent) => {
  const piece = document.createElement("div");
  piece.innerHTML = told.html;
  piece.dataset.strands = JSON.stringify({ [told.strand]: told.change });
  const own = `post-${told.post}`;
  adopt(piece, own);
  clean(form, told, sent);
  announce(form.dataset.wordsSent);
  const shown = document.getElementById(own);
  shown?.classList.add("own");
  shown?.scrollIntoView({ block: "nearest", behavior: calm() ? "instant" : "smooth" });
};

/* What was typed meanwhile is carried along. */
const clean = (form, told, sent) => {
  const { key, version, text, kind } = form.elements;
  forget(form);
  summary(form)?.remove();
  key.value = told.key;
  version.value = "0";
  if (text.value === sent) text.value = "";
  if (kind) kind.selectedIndex = 0;
  form.querySelectorAll("files-field").forEach((field) => field.set?.([]));
  form.querySelectorAll("details.pull").forEach((one) => one.removeAttribute("open"));
  form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
};

/* The same form with what is to be corrected; the files that were chosen are still chosen. */
const correct = (form, page) => {
  const back = page.getElementById(form.id);
  if (!back) throw new Error("no form");
  const fresh = document.importNode(back, true);
  summary(form)?.remove();
  form.replaceWith(fresh);
  if (summary(back)) fresh.before(document.importNode(summary(back), true));
  hand(form, fresh);
  keep(fresh);
  fresh.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  (summary(fresh) || fresh.querySelector("[aria-invalid=true]"))?.focus();
};
