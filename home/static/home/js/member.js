/* What members' pages have in common, and what the other scripts share: the socket, drafts, words to the reader. */
import "./drafts.js";
import "./guard.js";
import "./invalid.js";
import "./keys.js";
import "./list.js";
import "./progress.js";
import "./refresh.js";
import "./select.js";
import "./sending.js";
import "./socket.js";
import "./upload.js";
import "./wording.js";
