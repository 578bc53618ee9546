/* A conversation: what others write appears in its place, what is missed is asked for. */
import { announce } from "./say.js";
import { follow } from "./live.js";
import { place, posts, replace, same } from "./posts.js";
import { composer } from "./composer.js";

const GRACE = 400, SEEN = 4000;

const attach = (thread) => {
  const last = new Map(Object.entries(JSON.parse(thread.dataset.strands || "{}")).map(([pk, n]) => [pk, Number(n)]));
  const early = new Map();
  const asking = new Map();
  const shown = new Set();
  let waiting, seen;

  const url = (strand) => thread.dataset.catchUp.replace("/0/", `/${strand}/`).replace("/0/", `/${last.get(strand)}/`);

  const advance = (strand, number) => {
    const beyond = early.get(strand) || early.set(strand, new Set()).get(strand);
    beyond.add(number);
    while (beyond.delete(last.get(strand) + 1)) last.set(strand, last.get(strand) + 1);
    for (const passed of beyond) if (passed <= last.get(strand)) beyond.delete(passed);
    return beyond.size === 0;
  };

  const show = (post) => {
    if (!place(thread, post)) return;
    post.classList.add("arrived");
    shown.add(post.dataset.strand);
    announce((thread.dataset.wordsPost || "").replace("{who}", post.querySelector("h3")?.textContent.trim() || ""));
    clearTimeout(seen);
    seen = setTimeout(confirm, SEEN);
  };

  /* Asking after the last number that is shown also says that it was shown. */
  const confirm = () => {
    if (document.hidden) return;
    shown.forEach((strand) => catchUp(strand));
    shown.clear();
  };

  const catchUp = (strand) => {
    if (!asking.has(strand)) asking.set(strand, fetchAfter(strand).finally(() => asking.delete(strand)));
    return asking.get(strand);
  };

  const fetchAfter = async (strand) => {
    const answer = await fetch(url(strand), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const missed = posts(await answer.text());
    missed.forEach(show);
    const highest = Math.max(last.get(strand), ...missed.map((post) => Number(post.dataset.number)));
    const more = highest > last.get(strand) && missed.length >= 200;
    last.set(strand, highest);
    if (more) await fetchAfter(strand);
  };

  const hear = (strand) => (message) => {
    const [post] = message.html ? posts(message.html) : [];
    if (message.verb !== "post.added") {
      const known = post && same(thread, post);
      if (known) replace(known, post);
      return;
    }
    if (post) show(post);
    if (!post || !advance(strand, message.sequence)) {
      clearTimeout(waiting);
      waiting = setTimeout(() => catchUp(strand), GRACE);
    }
  };

  const listen = (strand) => follow(`strand:${strand}`, {
    hear: hear(strand), after: () => last.get(strand), behind: () => catchUp(strand),
  });

  /* A lane that begins to speak while the page is open brings its strand. */
  const begin = (strand) => {
    if (last.has(strand)) return;
    last.set(strand, 0);
    listen(strand);
    catchUp(strand);
  };

  /* What stands on the page that answered a post: the post itself with its actions, and what came meanwhile. */
  const adopt = (fresh, own) => {
    Object.keys(JSON.parse(fresh?.dataset.strands || "{}")).forEach(begin);
    for (const post of posts(fresh?.innerHTML || "")) {
      if (post.id === own || !same(thread, post)) place(thread, post);
      advance(post.dataset.strand, Number(post.dataset.number));
    }
  };

  [...last.keys()].forEach(listen);
  for (const topic of (thread.dataset.topics || "").split(/\s+/).filter(Boolean)) {
    follow(topic, { hear: (message) => { if (message.strand) begin(String(message.strand)); } });
  }
  document.addEventListener("visibilitychange", confirm);
  composer(adopt);
};

const earlier = new URLSearchParams(location.search).has("before");
if (!earlier) document.querySelectorAll("[data-thread]").forEach(attach);
