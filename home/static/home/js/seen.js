/* What was really looked at: posts that arrived while the page was open, shown for a second in a page that is in view. */
const ENOUGH = 1000;
const TOGETHER = 3000;

/* `report(strand, number)`: of this strand, everything up to this number has been seen. */
export const seen = (report) => {
  const shown = new Set();
  const highest = new Map();
  let noticing;
  let reporting;

  const notice = () => {
    noticing = undefined;
    if (document.hidden) return;
    for (const { dataset } of shown)
      highest.set(dataset.strand, Math.max(highest.get(dataset.strand) || 0, Number(dataset.number)));
    shown.forEach((post) => sight.unobserve(post));
    shown.clear();
    if (!reporting) reporting = setTimeout(tell, TOGETHER);
  };
  const tell = () => {
    reporting = undefined;
    highest.forEach((number, strand) => report(strand, number));
    highest.clear();
  };
  const soon = () => {
    if (shown.size && !noticing) noticing = setTimeout(notice, ENOUGH);
  };
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) shown.add(target);
      else shown.delete(target);
    }
    soon();
  });

  document.addEventListener("visibilitychange", soon);
  return (post) => sight.observe(post);
};
