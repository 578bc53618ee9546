/* One draft in two windows: what a window has read of it, and whether it waits for a choice. */

/* After an answer of the site: another's text is not written over before somebody chose. */
export const after = (known, said) => {
  if (said.state === "kept") return { version: said.version, held: false };
  if (said.state === "other") return { version: known.version, held: true, theirs: said.version };
  return { ...known, held: false };
};

/* Mine is to stay: the other's has been read by now. */
export const keepMine = (known) => ({ version: known.theirs ?? known.version, held: false });

const element = (tag, facts, ...inside) => {
  const made = Object.assign(document.createElement(tag), facts);
  made.append(...inside);
  return made;
};

const column = (heading, text) =>
  element(
    "div",
    {},
    element("h3", { textContent: heading }),
    element("pre", { className: "draft-text", textContent: text }),
  );

const button = (label, className, deed) => {
  const made = element("button", { type: "button", className, textContent: label });
  made.addEventListener("click", deed);
  return made;
};

/* Both texts, field by field, and the choice between them. */
export const showBoth = (place, said, words, choose) => {
  const fields = said.texts.flatMap(({ label, theirs, mine }) => [
    element("h2", { textContent: label }),
    element("div", { className: "two-texts" }, column(words.wordsTheirs, theirs), column(words.wordsTyped, mine)),
  ]);
  const buttons = element(
    "p",
    { className: "btns" },
    button(words.wordsMine, "btn", choose.mine),
    button(words.wordsTake, "btn btn-2", choose.theirs),
  );
  place.replaceChildren(element("p", {}, element("strong", { textContent: said.words })), ...fields, buttons);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
};
