/* A conversation, and any text that is written with tools. */
import "./thread.js";
import "./references.js";
import "./react.js";
import "./writing.js";
import "./reading.js";
