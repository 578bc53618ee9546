/* One socket for the page, shared by all. It comes back by itself, says so, and asks for what was missed. */
import { note } from "./say.js";

const BEAT = 25000, PATIENCE = 10000, RESYNC = 300000, LONGEST_WAIT = 20000, FOR_GOOD = 4000, UNNOTICED = 2000;
const words = document.body.dataset;
const followed = new Map(); /* topic -> its listeners */
let socket, attempts = 0, before = false, beat, overdue, resync, losing, lost = false, leaving = false;

const each = (topic, tell) => (followed.get(topic) || []).forEach(tell);
const counted = (topic) => followed.get(topic)?.find((listener) => listener.after);
const open = () => socket?.readyState === WebSocket.OPEN;
const tell = (message) => { if (open()) socket.send(JSON.stringify(message)); };

const ask = (topics) => {
  const after = Object.fromEntries(topics.filter(counted).map((topic) => [topic, counted(topic).after()]));
  if (topics.length) tell({ follow: topics, after, language: document.documentElement.lang });
};

/* `hear(message)` what a topic says; for a strand `after()`, the last number at hand, and `behind()` when there is more. */
export const follow = (topic, listener) => {
  followed.set(topic, [...(followed.get(topic) || []), listener]);
  if (open()) ask([topic]);
  else connect();
};

const hear = (event) => {
  clearTimeout(overdue);
  const message = JSON.parse(event.data);
  if (message.topic) each(message.topic, (listener) => listener.hear(message));
  Object.keys(message.behind || {}).forEach((topic) => each(topic, (listener) => listener.behind?.()));
  (message.dropped || []).forEach((topic) => followed.delete(topic));
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
  if (before) followed.forEach((listeners, topic) => { if (!counted(topic)) each(topic, (one) => one.hear({ topic, changed: true })); });
  before = true;
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
  losing ??= setTimeout(() => { lost = true; note(words.wordsLost); }, UNNOTICED);
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** attempts++);
  setTimeout(connect, wait * (0.5 + Math.random() / 2));
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
addEventListener("pagehide", () => { leaving = true; socket?.close(1000); });
addEventListener("pageshow", () => { leaving = false; connect(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) { if (open()) pulse(); else connect(); } });
