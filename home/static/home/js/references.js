/* References in posts that arrive while the page is open: title and state, where the reader may see the thing. */
const NEW = "article.post a.ref[data-ref]:not(.known, [data-asked])";
const MOST = 50;
let timer;

const fill = (link, told) => {
  const title = Object.assign(document.createElement("span"), {
    className: "ref-title",
    lang: told.language,
    textContent: told.title,
  });
  const state = Object.assign(document.createElement("span"), { className: "ref-state", textContent: told.words });
  link.href = told.url;
  link.classList.add("known");
  link.append(" ", title, " ", state);
};

const ask = async (thread) => {
  const links = [...thread.querySelectorAll(NEW)];
  const wanted = [...new Set(links.map((link) => link.dataset.ref))].slice(0, MOST);
  if (!wanted.length) return;
  const asked = links.filter((link) => wanted.includes(link.dataset.ref));
  asked.forEach((link) => {
    link.dataset.asked = "";
  });
  const answer = await fetch(
    `${thread.dataset.references}?${new URLSearchParams(wanted.map((one) => ["ref", one]))}`,
  ).catch(() => null);
  const told = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  asked.forEach((link) => {
    if (told?.known[link.dataset.ref]) fill(link, told.known[link.dataset.ref]);
  });
};

for (const thread of document.querySelectorAll("[data-thread][data-references]")) {
  thread.querySelectorAll(NEW).forEach((link) => {
    link.dataset.asked = "";
  }); /* the page has told what may be told */
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(thread), 100);
  }).observe(thread, { childList: true });
}
