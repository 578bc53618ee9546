/* Answering and quoting without leaving the page. An answer stays in the lane of the post that it answers. */
import { plain, quotation } from "./markdown.js";
import { note } from "./say.js";
import { insert, words } from "./toolbar.js";

const NARROW = { common: 0, federations: 1, administration: 1, organisation: 2 };
const form = () => document.querySelector("form[data-composer]");
const code = (post) => Object.keys(NARROW).find((one) => post.classList.contains(`l-${one}`));
const radio = (one) => form().querySelector(`[name=lane][data-code="${one}"]`);
const chosen = () => form().querySelector("[name=lane]:checked")?.dataset.code;

/* Of an answer only its own lane is offered; of no answer, all of them. */
const offer = (one) => {
  form()
    .querySelectorAll("[name=lane]")
    .forEach((input) => {
      input.disabled = Boolean(one) && input.dataset.code !== one;
      input.closest("label").hidden = input.disabled;
      if (one && !input.disabled) input.checked = true;
    });
  form().querySelector(".replying").hidden = !one;
  form().dispatchEvent(new Event("input", { bubbles: true }));
};

/* False where the text that stands there must stay among fewer readers than the post has. */
const answer = (post) => {
  const lane = code(post);
  const now = form().elements.text.value.trim() ? chosen() : undefined;
  if (!radio(lane)) return false;
  if (now && now !== lane && NARROW[now] >= NARROW[lane]) {
    note(form().dataset.wordsLane, 8);
    return false;
  }
  const link = form().querySelector("[data-answered]");
  form().elements.reply_to.value = post.id.replace(/^post-/, "");
  link.href = `#${post.id}`;
  link.textContent = form().dataset.wordsAnswer.replace(
    "{who}",
    post.querySelector("h3").firstChild.textContent.trim(),
  );
  offer(lane);
  return true;
};

const free = () => {
  form().elements.reply_to.value = "";
  offer(null);
};

const write = () => {
  const { text } = form().elements;
  form().scrollIntoView({ block: "nearest" });
  text.focus();
};

const author = (post) => {
  const [function_, place] = [
    post.querySelector("h3").firstChild.textContent,
    post.querySelector("h3 small")?.textContent || "",
  ];
  return `**${plain(function_)}** (${plain(place)})`;
};

const quote = (post, said) => {
  const { text } = form().elements;
  const lane = code(post);
  const now = text.value.trim() ? chosen() : lane;
  if (!radio(lane) || (now !== lane && NARROW[now] === NARROW[lane])) return;
  answer(post);
  write();
  text.setSelectionRange(text.value.length, text.value.length);
  insert(text, (text.value && !text.value.endsWith("\n") ? "\n\n" : "") + quotation(author(post), said));
};

/* The post in which all that is selected stands, or nothing. */
const selected = () => {
  const chosenText = getSelection();
  if (!chosenText.rangeCount || chosenText.isCollapsed) return null;
  const within = (node) =>
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("article.post .body");
  const body = within(chosenText.anchorNode);
  return body && body === within(chosenText.focusNode)
    ? { post: body.closest("article.post"), said: chosenText.toString(), range: chosenText.getRangeAt(0) }
    : null;
};

/* A reference is cited as it was written, without what the page tells of it. */
const bare = (post, said) =>
  [...post.querySelectorAll("a.ref.known")].reduce(
    // biome-ignore lint/performance/useDomNodeTextContent: a selection is what is rendered, so must this be
    (text, link) => text.replaceAll(link.innerText.trim(), link.firstChild.textContent.trim()),
    said,
  );

const floating = () => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-s quote-button";
  button.textContent = words(form()).quote;
  button.hidden = true;
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const now = selected();
    button.hidden = true;
    if (now) quote(now.post, bare(now.post, now.said));
  });
  return button;
};

export const quoting = () => {
  const button = floating();
  document.addEventListener("selectionchange", () => {
    const now = selected();
    button.hidden = !now?.said.trim() || !form() || !radio(code(now.post));
    if (button.hidden) return;
    if (now.post.querySelector(".acts") !== button.previousElementSibling)
      now.post.querySelector(".body").after(button);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-act=reply]");
    if (event.target.closest("[data-unanswer]") && form()) {
      event.preventDefault();
      free();
      form().elements.text.focus();
    }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !form()) return;
    const post = link.closest("article.post");
    if (!radio(code(post))) return;
    event.preventDefault();
    answer(post);
    write();
  });
  document.addEventListener("sent", (event) => {
    const lane = chosen();
    if (event.target !== form()) return;
    free();
    if (lane && radio(lane)) radio(lane).checked = true;
  });
};
