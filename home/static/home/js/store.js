/* What somebody has typed, kept in this tab until it has arrived. */
import { withheld } from "./doubt.js";

const PREFIX = "draft:";
const KEYS = ["key", "submission"];
/* Which version of the site's draft was read, and by which page: what is typed on from an old one stays known as such. */
const READ = ["version", "window"];
/* Several drafts of one form are told apart by their keys. */
const place = (form) => `${PREFIX}${location.pathname}#${form.id}`;
const name = (form) => (form.dataset.autosave ? `${place(form)}:${token(form)}` : place(form));
const attempt = (doing) => {
  try {
    return doing();
  } catch {
    return undefined;
  }
};

const typed = (form) =>
  [...form.elements].filter(
    (field) =>
      field.name &&
      !field.disabled &&
      !["hidden", "password", "file", "submit", "button", "fieldset"].includes(field.type),
  );
const token = (form) => KEYS.map((one) => form.elements[one]?.value).find(Boolean) || "";
const read = (form) => (form.dataset.autosave ? READ.map((one) => [one, form.elements[one].value]) : []);
/* What the check found to be personal is not kept here either; nor is, before the check has spoken, what may well be. */
const held = (field) => field.dataset.guarded !== undefined && withheld(field.dataset.checked, field.value);
const isText = (field) => field.matches("textarea, input:not([type=radio]):not([type=checkbox])");
const filled = (field) => isText(field) && field.value.trim();

/* What the site keeps as it stands is not kept here as well. */
export const keep = (form, sent = false) => {
  if (form.dataset.saved !== undefined && !sent) return;
  const fields = typed(form)
    .filter((field) => !held(field))
    .map((field) => [field.name, field.value, field.checked ?? null]);
  const empty = !typed(form).some((field) => isText(field) && field.value.trim() && !held(field));
  attempt(() =>
    empty
      ? sessionStorage.removeItem(name(form))
      : sessionStorage.setItem(name(form), JSON.stringify({ fields, token: token(form), read: read(form), sent })),
  );
};
export const forget = (form) => attempt(() => sessionStorage.removeItem(name(form)));
export const kept = (form) =>
  at(name(form)) ||
  (form.dataset.autosave && !typed(form).some(filled)
    ? at(all().find((key) => key.startsWith(`${place(form)}:`)))
    : null);

/* Fill a form that came empty, or one whose draft the site keeps without what was typed last; true where something was restored.
   The form's key comes back too: what had arrived is not said twice. */
export const restore = (form, draft) => {
  const newer =
    (form.dataset.autosave || form.dataset.postDraft) &&
    draft.token === token(form) &&
    !document.getElementById("errors");
  if (!newer && typed(form).some(filled)) return false;
  for (const [named, value, checked] of draft.fields) {
    for (const field of typed(form).filter((one) => one.name === named)) {
      if (["radio", "checkbox"].includes(field.type)) {
        if (field.value === value) field.checked = checked;
      } else field.value = value;
    }
  }
  const hidden = KEYS.map((one) => form.elements[one]).find(Boolean);
  if (hidden && draft.token) hidden.value = draft.token;
  for (const [named, value] of draft.read || []) form.elements[named].value = value;
  return true;
};

export const all = () => attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))) || [];
export const at = (key) => attempt(() => JSON.parse(sessionStorage.getItem(key)));
export const drop = (key) => attempt(() => sessionStorage.removeItem(key));
