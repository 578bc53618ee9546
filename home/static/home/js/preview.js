/* How the text will stand, in the place of the field; the server makes it as it will make the post. */
import { announce } from "./say.js";
import { words } from "./toolbar.js";

const lane = (form) => form.dataset.lane || new FormData(form).get("lane") || "";

const asked = async (form) => {
  const body = new URLSearchParams({
    text: form.elements.text.value,
    thread: form.elements.thread.value,
    lane: lane(form),
  });
  const headers = { "X-Requested-With": "fetch", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const answer = await fetch(form.dataset.preview, { method: "POST", body, headers }).catch(() => null);
  return answer && !answer.redirected && [200, 422].includes(answer.status) ? answer.json().catch(() => null) : null;
};

export const preview = (form) => {
  const button = form.querySelector("[data-preview-button]");
  const text = form.elements.text;
  const write = button.textContent;
  const place = document.createElement("div");
  place.className = "body preview";
  place.tabIndex = -1;
  place.hidden = true;
  text.after(place);
  button.hidden = false;
  button.type = "button";
  button.setAttribute("aria-pressed", "false");

  const show = (shown) => {
    place.hidden = !shown;
    text.hidden = shown;
    const bar = form.querySelector("div.tools");
    if (bar) bar.hidden = shown;
    button.setAttribute("aria-pressed", `${shown}`);
    button.textContent = shown ? button.dataset.wordsWrite : write;
  };

  button.addEventListener("click", async () => {
    if (!place.hidden) {
      show(false);
      text.focus();
      return;
    }
    const said = await asked(form);
    place.lang = form.elements.language?.value || "";
    if (said?.html) place.innerHTML = said.html;
    else place.textContent = said ? said.words || words(form).empty : words(form).failed;
    show(true);
    place.focus();
    announce(words(form).preview);
  });
  form.addEventListener("sent", () => show(false));
  form.addEventListener("submit", () => show(false), true);
};
