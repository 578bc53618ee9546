/* A conversation: what happens in it appears in its place, in order and once; what is missed is asked for. */
import { arrivals } from "./arrivals.js";
import { composer } from "./composer.js";
import { follow } from "./live.js";
import { news, posts } from "./posts.js";
import { presence } from "./presence.js";
import { seen } from "./seen.js";

const GRACE = 400, FIRST_WAIT = 1000, LONGEST_WAIT = 30000;

const attach = (thread) => {
  const strands = (from) => Object.entries(JSON.parse(from?.dataset.strands || "{}"));
  const last = new Map(strands(thread).map(([pk, change]) => [pk, Number(change)])); /* up to there nothing is missing */
  const early = new Map(); /* changes that are known beyond a gap */
  const asking = new Map(); /* strands that are being asked for -> whether to ask again */
  const later = new Map(), failures = new Map(), read = new Map();
  const watch = seen((strand, number) => { read.set(strand, number); catchUp(strand); });
  const here = arrivals(thread, watch);

  /* The address ends with the strand and the change, 0 and 0 as it stands in the page. */
  const url = (strand) => {
    const address = thread.dataset.catchUp.replace("/0/", `/${strand}/`).replace("/0/", `/${last.get(strand)}/`);
    return read.has(strand) ? `${address}?read=${read.get(strand)}` : address;
  };

  const reach = (strand, change) => {
    last.set(strand, Math.max(last.get(strand), change));
    const beyond = early.get(strand) || new Set();
    while (beyond.delete(last.get(strand) + 1)) last.set(strand, last.get(strand) + 1);
    for (const passed of beyond) if (passed <= last.get(strand)) beyond.delete(passed);
    return beyond.size === 0;
  };

  const advance = (strand, change) => {
    if (!early.has(strand)) early.set(strand, new Set());
    early.get(strand).add(change);
    return reach(strand, 0);
  };

  /* Asked once at a time; what is wanted meanwhile is asked afterwards, because the answer under way may not hold it. */
  const catchUp = async (strand) => {
    if (asking.has(strand)) {
      asking.set(strand, true);
      return;
    }
    asking.set(strand, false);
    await ask(strand).catch(() => again(strand));
    const more = asking.get(strand);
    asking.delete(strand);
    if (more) await catchUp(strand);
  };

  const ask = async (strand) => {
    for (let left = true; left;) {
      const reported = read.get(strand);
      const answer = await fetch(url(strand), { headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.redirected || (answer && answer.status < 500 && !answer.ok)) return;
      const told = answer?.ok && await answer.text().catch(() => null);
      if (typeof told !== "string") {
        again(strand);
        return;
      }
      if (read.get(strand) === reported) read.delete(strand);
      failures.delete(strand);
      left = take(strand, news(told));
    }
  };

  /* A server that is down is asked again, later and later. */
  const again = (strand) => {
    const failed = failures.get(strand) || 0;
    failures.set(strand, failed + 1);
    setTimeout(() => catchUp(strand), Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failed) * (0.5 + Math.random() / 2));
  };

  const take = (strand, told) => {
    told.posts.forEach(here.arrive);
    told.gone.forEach(({ key, change }) => here.leave(key, change));
    reach(strand, told.upto);
    return told.left > 0;
  };

  const hear = (strand) => (message) => {
    if (!message.sequence || message.sequence <= last.get(strand)) return;
    if (message.gone) here.leave(message.gone, message.sequence);
    else posts(message.html || "").forEach(here.arrive);
    if (!advance(strand, message.sequence) && !later.has(strand)) later.set(strand, setTimeout(() => fill(strand), GRACE));
  };

  const fill = (strand) => {
    later.delete(strand);
    if (!reach(strand, 0)) catchUp(strand);
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

  /* What stands on the page that answered a post: the post itself, and what came meanwhile. */
  const adopt = (fresh, own) => {
    strands(fresh).forEach(([pk]) => begin(pk));
    for (const post of posts(fresh?.innerHTML || "")) {
      if (post.id === own) here.adopt(post);
      else here.arrive(post);
      if (last.has(post.dataset.strand)) advance(post.dataset.strand, Number(post.dataset.change));
    }
  };

  const topics = (thread.dataset.topics || "").split(/\s+/).filter(Boolean);
  [...last.keys()].forEach(listen);
  for (const topic of topics) {
    follow(topic, { hear: (message) => { if (message.strand) begin(String(message.strand)); else presences(message); } });
  }
  /* Last: where the socket is open already, a reader who does not follow yet would not be announced. */
  const presences = presence(thread, topics);
  composer(adopt);
};

document.querySelectorAll("[data-thread]").forEach(attach);
