/* Where text may be personal data. The server alone says what it is; until it has, this browser is careful. */

/* Text without any of these holds nothing that could be found, and is not sent to be checked. */
const TELLING = /[\p{N}@＠﹫&%]|\b(?:at|arob|apens)/iu;
export const telling = (text) => TELLING.test(text);

/* Many digits or an address: before the check has spoken, this is not even kept in this browser. */
const DOUBTFUL = /(?:\p{N}[^\p{L}\p{N}]{0,6}){8}|@/u;
export const doubtful = (text) => DOUBTFUL.test(text);

/* Whether a guarded field is kept out of drafts; `checked` is what the check said: clean, personal, or nothing yet. */
export const withheld = (checked, text) => checked === "personal" || (checked !== "clean" && doubtful(text));
