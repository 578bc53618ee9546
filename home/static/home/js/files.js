/* The chosen files: listed, checked, covered, taken out; and sent with progress. The file input stays what is sent. */

import { cover, opens } from "./blur.js";
import { ask } from "./guard.js";
import { note } from "./say.js";
import { keep } from "./store.js";
import { carries, hand, post } from "./upload.js";
import { filled, weight } from "./wording.js";

const same = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

class FilesField extends HTMLElement {
  chosen = [];
  covered = new WeakSet();

  connectedCallback() {
    if (!this.input)
      this.addEventListener("change", (event) => {
        if (event.target === this.input) this.add();
      });
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".chosen");
    if (!this.chosen.length) this.chosen = [...this.files];
    this.show();
  }

  get files() {
    return this.input?.files || [];
  }

  /* Choosing again adds to what was chosen. */
  add() {
    const fresh = [...this.input.files].filter((file) => !this.chosen.some((one) => same(one, file)));
    const most = Number(this.dataset.most);
    const all = [...this.chosen, ...fresh];
    this.set(all.slice(0, most));
    this.say(
      all.length > most ? this.dataset.wordsMany : filled(this.dataset.wordsChosen, { n: this.chosen.length, most }),
    );
  }

  /* Files that were pasted or dropped are chosen as well. */
  take(files) {
    const carried = new DataTransfer();
    [...files].forEach((file) => carried.items.add(file));
    this.input.files = carried.files;
    this.closest("details")?.setAttribute("open", "");
    this.add();
  }

  set(files) {
    const carried = new DataTransfer();
    files.forEach((file) => carried.items.add(file));
    this.chosen = files;
    this.input.files = carried.files;
    this.show();
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  show() {
    this.list.hidden = !this.chosen.length;
    this.list.replaceChildren(...this.chosen.map((file) => this.row(file)));
  }

  row(file) {
    const row = this.querySelector("template.one").content.firstElementChild.cloneNode(true);
    row.querySelector(".name").textContent = file.name;
    row.querySelector(".size").textContent = weight(file.size, document.documentElement.lang);
    row.querySelector(".covered").hidden = !this.covered.has(file);
    row.querySelectorAll("button .sr").forEach((words) => {
      words.textContent = ` ${file.name}`;
    });
    const button = row.querySelector("[data-cover]");
    button.hidden = !opens(file);
    button.addEventListener("click", () => this.blur(file));
    row.querySelector("[data-remove]").addEventListener("click", () => this.drop(file));
    this.judge(file, row.querySelector(".why"));
    return row;
  }

  /* Said at once what the server would say; it decides. */
  async judge(file, why) {
    const kinds = this.input.accept.split(",");
    const named = (words) => {
      why.textContent = words;
      why.hidden = !words;
    };
    if (!kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) named(this.dataset.wordsKind);
    else if (file.size > Number(this.dataset.largest)) named(this.dataset.wordsLarge);
    else named((await ask({ name: file.name }, file.guarded))?.message || "");
    file.guarded = "iban national_number bis_number email phone";
  }

  drop(file) {
    const place = this.chosen.indexOf(file);
    this.set(this.chosen.filter((one) => one !== file));
    this.say(filled(this.dataset.wordsRemoved, { name: file.name }));
    (this.list.children[Math.min(place, this.chosen.length - 1)]?.querySelector("[data-remove]") || this.input).focus();
  }

  async blur(file) {
    const place = this.chosen.indexOf(file);
    const made = await cover(file, this.querySelector("template.blur"), Number(this.dataset.pixels)).catch(
      () => undefined,
    );
    if (made) {
      this.covered.add(made);
      this.set(this.chosen.with(place, made));
    }
    if (made !== null) this.say(made ? this.dataset.wordsCovered : this.dataset.wordsUnread);
    this.list.children[place]?.querySelector("[data-cover]").focus();
  }

  /* How far the sending has come, from 0 to 1; null when it is over. */
  sending(part) {
    const line = this.querySelector(".sending");
    const percent = Math.round((part || 0) * 100);
    line.hidden = part === null;
    line.querySelector("progress").value = percent;
    line.querySelector("span").textContent =
      percent < 100 ? filled(this.dataset.wordsSending, { percent }) : this.dataset.wordsSent;
    if (percent === 100 || part === 0) this.say(line.querySelector("span").textContent);
  }
}
customElements.define("files-field", FilesField);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.plain || form.matches("[data-composer]") || !carries(form)) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const words = form.querySelector("files-field").dataset.wordsUnsent;
  const answer = await post(form, { submitter: event.submitter, next: true }).catch(() => null);
  form.removeAttribute("aria-busy");
  if (!answer) {
    keep(form);
    note(words, 10);
  } else if (answer.location) location.assign(answer.location);
  else if (![409, 422].includes(answer.status) || !correct(form, answer.text())) {
    form.dataset.plain = "1";
    form.requestSubmit(event.submitter);
  }
});

/* The form as the server sent it back, with what is to be mended; the files that were chosen are still chosen. */
const correct = (form, html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const back = form.id && page.getElementById(form.id);
  if (!back) return false;
  const fresh = document.importNode(back, true);
  document.getElementById("errors")?.remove();
  form.replaceWith(fresh);
  document.title = page.title;
  hand(form, fresh);
  const summary = page.getElementById("errors");
  if (summary) fresh.before(document.importNode(summary, true));
  keep(fresh);
  (document.getElementById("errors") || fresh.querySelector("[aria-invalid=true]"))?.focus();
  return true;
};
