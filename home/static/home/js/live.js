/* One socket for the page, shared by all. It comes back by itself, says so, and asks for what was missed. */
import { backoff } from "./pace.js";
import { note } from "./say.js";

const BEAT = 25000;
const PATIENCE = 10000;
const RESYNC = 300000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20000;
const FOR_GOOD = 4000;
const UNNOTICED = 2000;
const words = document.body.dataset;
const followed = new Map(); /* topic -> its listeners */
const opened = []; /* who wants to speak whenever the socket is open again */
let socket;
let attempts = 0;
let before = false;
let beat;
let overdue;
let resync;
let losing;
let lost = false;
let leaving = false;
let person = 0;
let first = Infinity;

const each = (topic, tell) => (followed.get(topic) || []).forEach(tell);
const counted = (topic) => followed.get(topic)?.find((listener) => listener.after);
const open = () => socket?.readyState === WebSocket.OPEN;
const tell = (message) => {
  if (open()) socket.send(JSON.stringify(message));
};

/* The reader's identifier where others are told of them, and the server's time when this page began to listen. */
export const me = () => person;
export const since = () => first;
/* Say something, where the socket is open; and do something whenever it is. */
export const utter = tell;
export const whenOpen = (doing) => {
  opened.push(doing);
  if (open()) doing();
};

const ask = (topics) => {
  const after = Object.fromEntries(topics.filter(counted).map((topic) => [topic, counted(topic).after()]));
  if (topics.length) tell({ follow: topics, after, language: document.documentElement.lang });
};

/* `hear(message)` what a topic says; for a strand `after()`, the last change at hand, and `behind()` when there is more. */
export const follow = (topic, listener) => {
  followed.set(topic, [...(followed.get(topic) || []), listener]);
  if (open()) ask([topic]);
  else connect();
};

const hear = (event) => {
  clearTimeout(overdue);
  const message = JSON.parse(event.data);
  if (message.topic) each(message.topic, (listener) => listener.hear(message));
  if (message.at) begin(message);
  Object.keys(message.behind || {}).forEach((topic) => each(topic, (listener) => listener.behind?.()));
  (message.dropped || []).forEach((topic) => followed.delete(topic));
};

/* Lanes that began to speak before this page listened are told with the answer. */
const begin = (message) => {
  person = message.me;
  first = Math.min(first, Date.parse(message.at));
  Object.entries(message.strands || {}).forEach(([topic, strand]) =>
    each(topic, (listener) => listener.hear({ topic, strand })),
  );
};

const pulse = () => {
  tell({ ping: 1 });
  clearTimeout(overdue);
  overdue = setTimeout(() => socket?.close(), PATIENCE);
};

const back = () => {
  clearTimeout(losing);
  losing = undefined;
  if (lost) note(words.wordsBack, 4);
  lost = false;
  attempts = 0;
  ask([...followed.keys()]);
  if (before)
    for (const topic of followed.keys()) if (!counted(topic)) each(topic, (one) => one.hear({ topic, changed: true }));
  before = true;
  opened.forEach((doing) => doing());
  beat = setInterval(pulse, BEAT);
  resync = setInterval(() => ask([...followed.keys()].filter(counted)), RESYNC);
};

const gone = (event) => {
  [beat, resync].forEach(clearInterval);
  clearTimeout(overdue);
  socket = undefined;
  if (leaving) return;
  if (event.code >= FOR_GOOD) {
    followed.clear();
    note(words.wordsEnded);
    return;
  }
  losing ??= setTimeout(() => {
    lost = true;
    note(words.wordsLost);
  }, UNNOTICED);
  setTimeout(connect, backoff(attempts, FIRST_WAIT, LONGEST_WAIT));
  attempts += 1;
};

const connect = () => {
  if (socket || leaving || !words.live || !followed.size) return;
  const url = new URL(words.live, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  socket = new WebSocket(url);
  socket.onopen = back;
  socket.onmessage = hear;
  socket.onclose = gone;
};

addEventListener("online", connect);
addEventListener("pagehide", () => {
  leaving = true;
  socket?.close(1000);
});
addEventListener("pageshow", () => {
  leaving = false;
  connect();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    if (open()) pulse();
    else connect();
  }
});
