/* Who reads this thread now, and who is writing in a lane of it. Quiet lines: nobody is interrupted by them. */

import { me, utter, whenOpen } from "./live.js";
import { people } from "./wording.js";

const EVERY = 2500;
const RECENT = 15000;
const EXPIRES = 6000;
const NAMED = 12;
const WRITERS = 3;

/* Returns what hears the messages of the thread's topics; the first topic is that of the lane in which the thread stands. */
export const presence = (thread, topics) => {
  const line = thread.parentElement.querySelector("[data-live-line]");
  const head = document.createElement("p");
  const writers = new Map(); /* identifier -> { words, topic, timer } */
  let announced = "";
  let said = 0;
  let wrote = -RECENT;

  const write = (place, text, names, total) => {
    const words = people(text, names, total, line.dataset.wordsMore);
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
  };
  const named = ([, who, of]) => (of ? `${who} (${of})` : who);

  const drawReaders = ({ present, count }) => {
    const others = present.filter(([pk]) => pk !== me()).slice(0, NAMED);
    const mine = me() && (count > present.length || others.length < present.length) ? 1 : 0;
    write(head, line.dataset.wordsReading, others.map(named), count - mine);
  };
  const drawWriters = () => {
    const names = [...writers.values()].map((one) => one.words);
    write(line, line.dataset.wordsWriting, names.slice(0, WRITERS), names.length);
  };

  const stopped = (pk) => {
    clearTimeout(writers.get(pk)?.timer);
    writers.delete(pk);
    drawWriters();
  };
  const hearWriting = ({ topic, writing, on }) => {
    const [pk] = writing;
    if (!on && writers.get(pk)?.topic !== topic) return;
    stopped(pk);
    if (!on) return;
    writers.set(pk, { words: inLane(named(writing), topic), topic, timer: setTimeout(() => stopped(pk), EXPIRES) });
    drawWriters();
  };
  /* The lane, in the word that the composer has for it. */
  const inLane = (words, topic) => {
    const radio = document.querySelector(`form[data-composer] [name=lane][type=radio][value="${topic.split(":")[2]}"]`);
    const lane = radio?.closest("label")?.textContent.trim();
    return lane ? `${words} · ${lane}` : words;
  };

  const beHere = () => utter({ here: document.hidden ? "" : topics[0] });
  const announceWriting = (topic) => {
    const now = performance.now();
    if (topic === announced && (!topic || now - said < EVERY)) return;
    announced = topic;
    said = now;
    utter({ writing: topic });
  };
  const hearTyping = (event) => {
    const form = event.target.form || event.target.closest?.("form[data-composer]");
    if (!form?.matches("form[data-composer]")) return;
    const typed = form.elements.text?.value.trim();
    if (event.target.name === "text") wrote = performance.now();
    if (!typed || performance.now() - wrote > RECENT) announceWriting("");
    else announceWriting(topics.find((topic) => topic.endsWith(`:${new FormData(form).get("lane")}`)) || "");
  };

  if (!line || !topics.length) return () => {};
  head.className = "live-line readers";
  head.hidden = true;
  thread.before(head);
  whenOpen(() => {
    announced = "";
    beHere();
  });
  document.addEventListener("visibilitychange", beHere);
  document.addEventListener("input", hearTyping);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-composer]")) announceWriting("");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.form?.matches("form[data-composer]") && event.target.name === "text") announceWriting("");
  });
  return (message) => {
    if (message.present) drawReaders(message);
    if (message.writing) hearWriting(message);
  };
};
