/* A conversation: what happens in it appears in its place, in order and once; what is missed is asked for. */

import { arrivals } from "./arrivals.js";
import { composer } from "./composer.js";
import { gaps } from "./gaps.js";
import { follow } from "./live.js";
import { backoff } from "./pace.js";
import { news, posts } from "./posts.js";
import { presence } from "./presence.js";
import { seen } from "./seen.js";
import { underWay } from "./underway.js";

const GRACE = 400;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

const attach = (thread) => {
  const strands = (from) => Object.entries(JSON.parse(from?.dataset.strands || "{}"));
  const changes = gaps(strands(thread).map(([pk, change]) => [pk, Number(change)]));
  const asking = new Map(); /* strands that are being asked for -> whether to ask again */
  const later = new Map();
  const failures = new Map();
  const read = new Map();
  const watch = seen((strand, number) => {
    read.set(strand, number);
    catchUp(strand);
  });
  const here = arrivals(thread, watch);

  /* The address ends with the strand and the change, 0 and 0 as it stands in the page. */
  const url = (strand) => {
    const address = thread.dataset.catchUp.replace("/0/", `/${strand}/`).replace("/0/", `/${changes.last(strand)}/`);
    return read.has(strand) ? `${address}?read=${read.get(strand)}` : address;
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
    for (let left = true; left; ) {
      const reported = read.get(strand);
      const answer = await fetch(url(strand), { headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.redirected || (answer && answer.status < 500 && !answer.ok)) return;
      const told = answer?.ok && (await answer.text().catch(() => null));
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
    setTimeout(() => catchUp(strand), backoff(failed, FIRST_WAIT, LONGEST_WAIT));
  };

  const take = (strand, told) => {
    told.posts.forEach(here.arrive);
    told.gone.forEach(({ key, change }) => here.leave(key, change));
    changes.reach(strand, told.upto);
    return told.left > 0;
  };

  const hear = (strand) => (message) => {
    if (!message.sequence || message.sequence <= changes.last(strand)) return;
    if (message.gone) here.leave(message.gone, message.sequence);
    else posts(message.html || "").forEach(here.arrive);
    if (!changes.advance(strand, message.sequence) && !later.has(strand))
      later.set(
        strand,
        setTimeout(() => fill(strand), GRACE),
      );
  };

  const fill = (strand) => {
    later.delete(strand);
    if (!changes.reach(strand, 0)) catchUp(strand);
  };

  const listen = (strand) =>
    follow(`strand:${strand}`, {
      hear: hear(strand),
      after: () => changes.last(strand),
      behind: () => catchUp(strand),
    });

  /* A lane that begins to speak while the page is open brings its strand. */
  const begin = (strand) => {
    if (changes.has(strand)) return;
    changes.begin(strand);
    listen(strand);
    catchUp(strand);
  };

  /* What stands on the page that answered a post: the post itself, and what came meanwhile. */
  const adopt = (fresh, own) => {
    strands(fresh).forEach(([pk]) => begin(pk));
    for (const post of posts(fresh?.innerHTML || "")) {
      if (post.id === own) here.adopt(post);
      else here.arrive(post);
      if (changes.has(post.dataset.strand)) changes.advance(post.dataset.strand, Number(post.dataset.change));
    }
  };

  const topics = (thread.dataset.topics || "").split(/\s+/).filter(Boolean);
  changes.strands().forEach(listen);
  for (const topic of topics) {
    follow(topic, {
      hear: (message) => {
        if (message.strand) begin(String(message.strand));
        else presences(message);
      },
    });
  }
  /* Last: where the socket is open already, a reader who does not follow yet would not be announced. */
  const presences = presence(thread, topics);
  composer(adopt, (id, text) => underWay(thread, id, text));
};

document.querySelectorAll("[data-thread]").forEach(attach);
