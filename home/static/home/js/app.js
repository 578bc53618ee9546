/* The one script of members' pages: brings in what the page has a place for, and nothing else. */
const here = (selector) => document.querySelector(selector) !== null;

if (here("[data-thread]")) import("./thread.js");
if (here("[data-refresh-topics]")) import("./list.js");
if (here("[data-refresh]")) import("./refresh.js");
import("./drafts.js");
