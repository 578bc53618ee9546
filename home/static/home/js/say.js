/* Words for the reader: they come from data attributes of the page, never from here. A missing word is not said. */
const PAUSE = 1500;
const AT_MOST_EVERY = 6000;

const region = (className) => {
  const place = document.createElement("p");
  place.className = className;
  place.setAttribute("role", "status");
  document.body.append(place);
  return place;
};

let spoken;
let shown;
let timer;

/* Politely, to those who listen to the page. */
export const announce = (words) => {
  if (!words) return;
  spoken ??= region("sr");
  spoken.textContent = spoken.textContent === words ? `${words}\u00a0` : words;
};

/* What comes in quick succession is told together: `tell` begins a pause, after which `words()` are said once. */
export const gathered = (words) => {
  let pending;
  let last = -AT_MOST_EVERY;
  const speak = () => {
    pending = undefined;
    last = performance.now();
    announce(words());
  };
  return () => {
    if (pending) return;
    pending = setTimeout(speak, Math.max(PAUSE, last + AT_MOST_EVERY - performance.now()));
  };
};

/* Visibly and politely; for `seconds`, or until the next note. */
export const note = (words, seconds = 0) => {
  clearTimeout(timer);
  if (!words && !shown) return;
  shown ??= region("live-note");
  shown.textContent = words || "";
  shown.hidden = !words;
  if (seconds) timer = setTimeout(() => note(""), seconds * 1000);
};
