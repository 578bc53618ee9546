/* Similar problems stand beside the form while one types. Nothing moves under the hand: a list in use waits. */
import { announce } from "./say.js";

const PAUSE = 450;
const FROM = 4;
const READ = 300;
const section = document.querySelector("[data-similar]");
const found = section?.querySelector("[data-found]");
const line = document.querySelector("[data-same-line]");
const teaching = found?.innerHTML;
let timer;
let asking;
let asked = "";
let waiting = null;

const form = () => document.getElementById("filing");
const field = (name) => form()?.elements[name];
const personal = () => field("title").dataset.checked === "personal";
const references = (root) =>
  [...root.querySelectorAll("button[name=same], .ref")].map((one) => one.textContent.trim()).join();
const inUse = () => section.matches(":hover") || section.contains(document.activeElement);

const look = async () => {
  const title = field("title").value.trim();
  const description = field("description").value.trim().slice(0, READ);
  const question = JSON.stringify([title, description]);
  if (question === asked || personal()) return;
  asked = question;
  asking?.abort();
  if (title.length + description.length < FROM) {
    offer(null);
    return;
  }
  asking = new AbortController();
  const body = new URLSearchParams({ csrfmiddlewaretoken: field("csrfmiddlewaretoken").value, title, description });
  const answer = await fetch(section.dataset.similar, { method: "POST", body, signal: asking.signal }).catch(
    () => null,
  );
  if (!answer?.ok || answer.redirected || asked !== question) return;
  offer(new DOMParser().parseFromString(await answer.text(), "text/html").body);
};

/* `fresh` is null where there is nothing to look for yet. */
const offer = (fresh) => {
  waiting = { fresh };
  if (!inUse()) settle();
};

const settle = () => {
  if (!waiting) return;
  const { fresh } = waiting;
  waiting = null;
  const list = fresh?.querySelector("ol");
  const said = fresh?.querySelector("[data-said]")?.textContent;
  line.hidden = !list;
  if (list) line.textContent = list.dataset.line;
  if (fresh && references(fresh) === references(found) && fresh.children.length === found.children.length) return;
  if (fresh) found.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  else found.innerHTML = teaching;
  announce(said || (fresh ? section.dataset.wordsNone : ""));
};

const later = () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
};

if (section) {
  section.querySelector(".look").hidden = true;
  line.hidden = !found.querySelector("ol");
  document.addEventListener("input", (event) => {
    if (event.target.form === form() && ["title", "description"].includes(event.target.name)) later();
  });
  section.addEventListener("pointerleave", settle);
  section.addEventListener("focusout", () =>
    setTimeout(() => {
      if (!inUse()) settle();
    }),
  );
  document.addEventListener("restored", later);
  if (field("title").value && !found.querySelector("ol")) later();
}
