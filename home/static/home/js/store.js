/* What somebody has typed, kept in this tab until it has arrived. */
const PREFIX = "draft:";
const KEYS = ["key", "submission"];
const name = (form) => `${PREFIX}${location.pathname}#${form.id}`;
const attempt = (doing) => { try { return doing(); } catch { return undefined; } };

const typed = (form) => [...form.elements].filter((field) => field.name && !field.disabled
  && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(field.type));
const token = (form) => KEYS.map((one) => form.elements[one]?.value).find(Boolean) || "";
const isText = (field) => field.matches("textarea, input:not([type=radio]):not([type=checkbox])");

export const keep = (form, sent = false) => {
  const fields = typed(form).map((field) => [field.name, field.value, field.checked ?? null]);
  const empty = !typed(form).some((field) => isText(field) && field.value.trim());
  attempt(() => empty ? sessionStorage.removeItem(name(form)) : sessionStorage.setItem(name(form), JSON.stringify({ fields, token: token(form), sent })));
};
export const forget = (form) => attempt(() => sessionStorage.removeItem(name(form)));
export const kept = (form) => attempt(() => JSON.parse(sessionStorage.getItem(name(form))));

/* Fill a form that came empty; true where something was restored. The form's key comes back too: what had arrived is not said twice. */
export const restore = (form, draft) => {
  if (typed(form).some((field) => isText(field) && field.value.trim())) return false;
  for (const [named, value, checked] of draft.fields) {
    for (const field of typed(form).filter((one) => one.name === named)) {
      if (["radio", "checkbox"].includes(field.type)) { if (field.value === value) field.checked = checked; }
      else field.value = value;
    }
  }
  const hidden = KEYS.map((one) => form.elements[one]).find(Boolean);
  if (hidden && draft.token) hidden.value = draft.token;
  return true;
};

export const all = () => attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))) || [];
export const at = (key) => attempt(() => JSON.parse(sessionStorage.getItem(key)));
export const drop = (key) => attempt(() => sessionStorage.removeItem(key));
