/* The one script of members' pages: brings in what the page has a place for, and nothing else. */
import "./drafts.js";
import { note } from "./say.js";

const FIRST_WAIT = 500, LONGEST_WAIT = 20000;
const words = document.body.dataset;
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/* A script that does not come, because the server or the connection went away meanwhile, is asked for until it does. */
const bring = async (script, failed = 0) => {
  try {
    await script();
  } catch (error) {
    reportError(error);
    if (failed) note(words.wordsLost);
    await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failed) * (0.5 + Math.random() / 2));
    await bring(script, failed + 1);
    return;
  }
  if (failed > 1) note(words.wordsBack, 4);
};

const SCRIPTS = [
  ["[data-thread]", () => import("./thread.js")],
  ["[data-thread]", () => import("./references.js")],
  ["[data-thread]", () => import("./react.js")],
  ["[data-writing]", () => import("./writing.js")],
  ["#talk a[data-way]", () => import("./reading.js")],
  ["[data-refresh-topics]", () => import("./list.js")],
  ["[data-keys]", () => import("./keys.js")],
  ["[data-together]", () => import("./select.js")],
  ["[data-refresh]", () => import("./refresh.js")],
  ["[data-guarded]", () => import("./guard.js")],
  ["files-field", () => import("./files.js")],
  ["form[data-autosave]", () => import("./filing.js")],
  ["[data-similar]", () => import("./similar.js")],
  ["[data-progress]", () => import("./progress.js")],
];
const wanted = SCRIPTS.filter(([selector]) => document.querySelector(selector)).map(([, script]) => bring(script));

/* The page says when it can do all that it will ever do. */
Promise.all(wanted).then(() => { words.ready = ""; });
