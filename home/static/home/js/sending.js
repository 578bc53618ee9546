/* A form that is sent, and not answered at once: its reader is told that it is under way. */
import { note } from "./say.js";

const AT_ONCE = 700;
let sent;
let timer;

const over = () => {
  clearTimeout(timer);
  if (!sent) return;
  sent.removeAttribute("aria-busy");
  sent = undefined;
  note("");
};

/* Heard after all others: what a script sends by itself is that script's affair. */
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.dataset.answer === "file") return;
  over();
  sent = form;
  sent.setAttribute("aria-busy", "true");
  timer = setTimeout(() => note(document.body.dataset.wordsSending), AT_ONCE);
});
/* Shown again from the browser's memory, or stopped by its reader. */
addEventListener("pageshow", over);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") over();
});
