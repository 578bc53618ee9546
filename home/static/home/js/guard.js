/* Personal data is explained beside the field while one types. The server alone says what it is: it keeps nothing of it. */
import { telling } from "./doubt.js";
import { announce } from "./say.js";

const FIELD = "[data-guarded]";
const PAUSE = 600;
const PATIENCE = 8000;
const address = document.body.dataset.guard;
const timers = new WeakMap();
const told = new WeakMap();

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;

/* What the server finds in `{ text }`, or in `{ name }` of a file; null where it did not say. */
export const ask = async (what, shown = "") => {
  if (!address || !token()) return null;
  const body = new URLSearchParams({ ...what, shown });
  const options = { method: "POST", body, headers: { "X-CSRFToken": token() }, signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(address, options).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.json().catch(() => null) : null;
};

/* The place beside a field where it is explained; it stands there before anything is said in it. */
const place = (field) => {
  const id = `${field.id || field.name}_guard`;
  const known = document.getElementById(id);
  if (known) return known;
  const made = document.createElement("p");
  made.className = "guard";
  made.id = id;
  made.setAttribute("aria-live", "polite");
  (field.closest("label") || field).after(made);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${id}`.trim());
  return made;
};

/* `data-checked` is read by the drafts: what is personal is not kept, in this browser either. */
const mark = (field, state, words = "") => {
  if (state) field.dataset.checked = state;
  else delete field.dataset.checked;
  if (words || document.getElementById(`${field.id || field.name}_guard`)) place(field).textContent = words;
  field.dispatchEvent(new CustomEvent("checked", { bubbles: true }));
};

/* True where the text is clean, false where it is not, null where nobody could say. */
const check = async (field) => {
  clearTimeout(timers.get(field));
  const text = field.value;
  const found = telling(text) ? await ask({ text }, told.get(field)) : { kinds: [], message: "" };
  if (field.value !== text) return null;
  if (!found) {
    mark(field, "");
    return null;
  }
  told.set(field, found.kinds.join(" "));
  mark(field, found.message ? "personal" : "clean", found.message);
  return !found.message;
};

const later = (field) => {
  clearTimeout(timers.get(field));
  delete field.dataset.checked;
  timers.set(
    field,
    setTimeout(() => check(field), PAUSE),
  );
};

/* A search that holds personal data is not even asked: its words would stand in the address. */
const hold = async (event) => {
  const form = event.target;
  const field = form.method === "get" && form.querySelector(FIELD);
  if (!field || field.dataset.checked === "clean" || !telling(field.value)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const asked = field.value;
  const clean = await check(field);
  if (field.value !== asked) return; /* what stands there now was not looked at */
  if (clean === false) {
    field.focus();
    announce(place(field).textContent);
    return;
  }
  field.dataset.checked = "clean";
  form.requestSubmit(event.submitter);
};

document.addEventListener("focusin", (event) => {
  if (address && event.target.matches?.(FIELD)) place(event.target);
});
document.addEventListener("input", (event) => {
  if (address && event.target.matches?.(FIELD)) later(event.target);
});
document.addEventListener("change", (event) => {
  if (address && event.target.matches?.(FIELD) && !event.target.dataset.checked) check(event.target);
});
document.addEventListener("submit", hold, true);

const checkAll = (root) => {
  for (const field of root.querySelectorAll(FIELD)) if (address && field.value) check(field);
};
document.addEventListener("restored", (event) => checkAll(event.target));
checkAll(document);
