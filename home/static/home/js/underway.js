/* A post that is being sent stands in the page at once, as it was typed and marked as under way, until it is kept or refused. */
const paragraph = (name, words) => Object.assign(document.createElement("p"), { className: name, textContent: words });

/* Returns what takes it away; the post itself does so too, where it arrives before the answer. */
export const underWay = (thread, id, text) => {
  const shown = document.createElement("article");
  shown.className = "post own under-way";
  shown.dataset.underWay = id;
  shown.append(paragraph("m", document.body.dataset.wordsSending), paragraph("body", text));
  thread.append(shown);
  return () => shown.remove();
};
