/* The one script of members' pages: brings in what the page has a place for, and nothing else. */
const here = (selector) => document.querySelector(selector) !== null;

if (here("[data-thread]")) {
  import("./thread.js");
  import("./references.js");
  import("./react.js");
}
if (here("[data-writing]")) import("./writing.js");
if (here("#talk a[data-way]")) import("./reading.js");
if (here("[data-refresh-topics]")) import("./list.js");
if (here("[data-keys]")) import("./keys.js");
if (here("[data-together]")) import("./select.js");
if (here("[data-refresh]")) import("./refresh.js");
if (here("[data-guarded]")) import("./guard.js");
if (here("files-field")) import("./files.js");
if (here("form[data-autosave]")) import("./filing.js");
if (here("[data-similar]")) import("./similar.js");
if (here("[data-progress]")) import("./progress.js");
import("./drafts.js");
