/* Posts in a thread: each once, in the order in which they were written. */
const time = (post) => Date.parse(post.dataset.at || post.querySelector("time")?.dateTime || "") || 0;
const later = (one, other) => time(one) - time(other) || Number(one.dataset.number) - Number(other.dataset.number);

/* The posts in a piece of HTML from this site. */
export const posts = (html) => {
  const piece = new DOMParser().parseFromString(html, "text/html");
  return [...piece.querySelectorAll("article.post[data-strand][data-number]")].map((post) => document.importNode(post, true));
};

export const same = (thread, post) => [...thread.querySelectorAll("article.post")].find(
  (known) => known.dataset.strand === post.dataset.strand && known.dataset.number === post.dataset.number);

/* Put a post in its place; true where it was not there before. */
export const place = (thread, post) => {
  const known = same(thread, post);
  if (known) {
    replace(known, post);
    return false;
  }
  thread.querySelector("[data-empty]")?.remove();
  const before = [...thread.querySelectorAll("article.post")].findLast((one) => later(one, post) <= 0);
  still(() => (before ? before.after(post) : thread.prepend(post)));
  return true;
};

/* Replace a post that was corrected or withdrawn. What the reader alone may do with it, and the focus, stay. */
export const replace = (known, post) => {
  const focused = known.contains(document.activeElement) && document.activeElement;
  const actions = known.querySelector(".acts");
  if (actions && !post.querySelector(".acts") && post.querySelector(".body")) post.append(actions);
  for (const name of ["own", "new"]) post.classList.toggle(name, known.classList.contains(name));
  still(() => known.replaceWith(post));
  if (focused) find(post, focused).focus({ preventScroll: true });
};

const find = (post, focused) => {
  const link = focused.getAttribute("href");
  const twin = link && [...post.querySelectorAll("a")].find((one) => one.getAttribute("href") === link);
  if (!twin) post.tabIndex = -1;
  return twin || post;
};

/* What the reader looks at stays where it is, also in browsers that do not see to it themselves. */
const still = (change) => {
  const anchored = CSS.supports("overflow-anchor", "auto");
  const looked = anchored ? null : document.elementFromPoint(innerWidth / 2, innerHeight / 3)?.closest("article, section");
  const top = looked?.getBoundingClientRect().top;
  change();
  if (looked?.isConnected) scrollBy({ top: looked.getBoundingClientRect().top - top, behavior: "instant" });
};
