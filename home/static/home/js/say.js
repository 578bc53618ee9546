/* Words for the reader: they come from data attributes of the page, never from here. A missing word is not said. */
import { inTurn } from "./pace.js";

const PAUSE = 1500;
const HOLD = 1500;
const BEFORE_GREETING = 400;
const AT_MOST_EVERY = 6000;

const spoken = document.getElementById("said");
const arrived = document.querySelectorAll(".notices .notice");
let shown;
let timer;

/* Politely, to those who listen to the page: from the region that was there, and empty, when the page came. */
export const announce = inTurn((words) => {
  if (spoken) spoken.textContent = spoken.textContent === words ? `${words}\u00a0` : words;
}, HOLD);

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

const strip = () => {
  const place = document.createElement("p");
  place.className = "live-note";
  document.body.append(place);
  return place;
};

/* Visibly and politely; for `seconds`, or until the next note. */
export const note = (words, seconds = 0) => {
  clearTimeout(timer);
  if (!words && !shown) return;
  shown ??= strip();
  shown.textContent = words || "";
  shown.hidden = !words;
  announce(words);
  if (seconds) timer = setTimeout(() => note(""), seconds * 1000);
};

/* What the server tells with a page stands there from the beginning, where nobody hears it. */
const greet = () => arrived.forEach((one) => announce(one.textContent.trim().replace(/\s+/g, " ")));
if (arrived.length) setTimeout(greet, BEFORE_GREETING);
