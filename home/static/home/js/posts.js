/* Posts in a thread: each once, in the order in which they were written, as it was last heard of. */
const at = (post) => post.dataset.at || "";
const change = (post) => Number(post.dataset.change || 0);

/* Which of two posts was written first: below 0 for the one. Moments are in UTC, and compare as text. */
export const order = (one, other) => {
  if (at(one) !== at(other)) return at(one) < at(other) ? -1 : 1;
  return Number(one.dataset.number) - Number(other.dataset.number);
};

export const all = (thread) => [...thread.querySelectorAll("article.post[data-number]")];

/* What a piece of HTML from this site tells: posts, what left, and up to which change it tells everything. */
export const news = (html) => {
  const piece = new DOMParser().parseFromString(html, "text/html");
  const found = [...piece.querySelectorAll("article.post[data-strand][data-number]")];
  const gone = [...piece.querySelectorAll("template[data-gone]")];
  const upto = piece.querySelector("template[data-upto]")?.dataset;
  return {
    posts: found.map((post) => document.importNode(post, true)),
    gone: gone.map(({ dataset }) => ({ key: dataset.gone, change: Number(dataset.change) })),
    upto: Number(upto?.upto || 0),
    left: Number(upto?.left || 0),
  };
};

export const posts = (html) => news(html).posts;

export const same = (thread, post) => {
  const known = document.getElementById(post.id);
  return known && thread.contains(known) ? known : null;
};

/* Put a post that is not there yet in its place. */
export const place = (thread, post) => {
  thread.querySelector("[data-empty]")?.remove();
  thread.querySelector(`[data-under-way="${post.id}"]`)?.remove();
  const known = all(thread);
  const before = known.findLast((one) => order(one, post) <= 0);
  still(() => {
    if (before) before.after(post);
    else if (known.length) known[0].before(post);
    else thread.append(post);
  });
};

/* Replace a post that was corrected or withdrawn, unless this is older. What it is for the reader, and the focus, stay. */
export const replace = (known, post) => {
  if (change(post) <= change(known)) return;
  const focused = known.contains(document.activeElement) && document.activeElement;
  for (const name of known.classList) if (!/^(l-\w+|d\d|arrived)$/.test(name)) post.classList.add(name);
  still(() => known.replaceWith(post));
  if (focused) find(post, focused).focus({ preventScroll: true });
};

/* Take out what left, unless it has come back since. */
export const remove = (known, since) => {
  if (change(known) >= since) return;
  const next = known.contains(document.activeElement) && (known.nextElementSibling || known.parentElement);
  still(() => known.remove());
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
};

export const newer = (one, other) => change(one) > change(other);

const find = (post, focused) => {
  const link = focused.getAttribute("href");
  const twin = link && [...post.querySelectorAll("a")].find((one) => one.getAttribute("href") === link);
  if (!twin) post.tabIndex = -1;
  return twin || post;
};

/* What the reader looks at stays where it is, also in browsers that do not see to it themselves. */
const still = (doing) => {
  const anchored = CSS.supports("overflow-anchor", "auto");
  const looked = anchored
    ? null
    : document.elementFromPoint(innerWidth / 2, innerHeight / 3)?.closest("article, section");
  const top = looked?.getBoundingClientRect().top;
  doing();
  if (looked?.isConnected) scrollBy({ top: looked.getBoundingClientRect().top - top, behavior: "instant" });
};
