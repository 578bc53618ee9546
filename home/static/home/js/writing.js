/* A text that is written with tools: signs, preview, names, files, drafts. Each form is fitted out once. */
import { names } from "./callable.js";
import { drafting } from "./postdraft.js";
import { preview } from "./preview.js";
import { quoting } from "./quote.js";
import { tools } from "./toolbar.js";

const fitted = new WeakSet();

const fit = (form) => {
  if (fitted.has(form)) return;
  fitted.add(form);
  tools(form);
  preview(form);
  names(form);
  if (form.dataset.postDraft) drafting(form);
  const field = form.querySelector("files-field");
  if (field) taking(form, field);
};

/* Files that are pasted into the text or dropped on the form go along. */
const taking = (form, field) => {
  const held = (event) => [...((event.clipboardData || event.dataTransfer)?.files || [])];
  form.addEventListener("paste", (event) => {
    const files = held(event);
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    field.take(files);
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    field.take(held(event));
  });
};

document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form?.matches("[data-writing]")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit]:not([formaction])"));
});
document.addEventListener("drawn", (event) => fit(event.target));
document.querySelectorAll("form[data-writing]").forEach(fit);
if (document.querySelector("form[data-composer]")) quoting();
