/* The script of every page. What only some pages have a place for comes when a page has one. */
import "./theme.js";
import "./strip.js";
import "./printed.js";

const here = (selector) => document.querySelector(selector) !== null;

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20000;

/* A part that does not come, because the server or the connection went away meanwhile, is asked for until it does.
   One that came and fails, fails with the same error again, and is left. */
const bring = async (part, failures = 0, before = undefined) => {
  try {
    await part();
  } catch (error) {
    if (error === before) throw error;
    reportError(error);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures) * (0.5 + Math.random() / 2);
    await new Promise((done) => setTimeout(done, wait));
    await bring(part, failures + 1, error);
  }
};

const wanted = () =>
  [
    () => import("./member.js"),
    here("[data-thread], [data-writing]") && (() => import("./conversation.js")),
    here("files-field") && (() => import("./files.js")),
    here("form[data-autosave]") && (() => import("./filing.js")),
  ]
    .filter(Boolean)
    .map((part) => bring(part));

/* One part that fails does not take the others with it. The page says when it can do all that it ever will. */
const fitted = () => {
  document.dispatchEvent(new Event("fitted"));
  document.body.dataset.ready = "";
};

if (here("body.member, .notices")) Promise.allSettled(wanted()).then(fitted);
