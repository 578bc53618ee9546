/* The script of every page. What only some pages have a place for comes when a page has one. */
import "./theme.js";
import "./strip.js";

const here = (selector) => document.querySelector(selector) !== null;

const wanted = () => [
  import("./member.js"),
  here("[data-thread], [data-writing]") && import("./conversation.js"),
  here("files-field") && import("./files.js"),
  here("form[data-autosave]") && import("./filing.js"),
];

/* One part that fails does not take the others with it. */
if (here("body.member")) Promise.allSettled(wanted()).then(() => document.dispatchEvent(new Event("fitted")));
