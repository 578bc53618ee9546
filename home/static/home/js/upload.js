/* Sending a form with its files, with how far it has come. Without files it is sent like any form. */
const bar = (form) => [...form.querySelectorAll("files-field")].find((field) => field.files.length);
export const carries = (form) => Boolean(bar(form));

/* The files that were chosen in a form are chosen in the one that takes its place. */
export const hand = (form, fresh) => {
  const held = [...form.querySelectorAll("files-field")].map((field) => field.chosen);
  fresh.querySelectorAll("files-field").forEach((field, i) => field.set?.(held[i] || []));
};

/* The answer as `{ ok, status, location, text }`. `next` asks where to go instead of going there, `piece` for what changed
   instead of a page. Rejects without a connection. */
export const post = (form, { submitter = null, next = false, piece = false } = {}) =>
  new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    const field = bar(form);
    sent.open("POST", submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
    if (next) sent.setRequestHeader("X-Upload", "1");
    if (piece) sent.setRequestHeader("X-Requested-With", "fetch");
    if (field)
      sent.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) field.sending(event.loaded / event.total);
      });
    sent.addEventListener("loadend", () => {
      field?.sending(null);
      if (!sent.status) {
        reject(new Error("no connection"));
        return;
      }
      const location = sent.getResponseHeader("X-Location");
      resolve({ ok: sent.status < 300, status: sent.status, location, text: () => sent.responseText });
    });
    field?.sending(0);
    sent.send(new FormData(form, submitter));
  });
