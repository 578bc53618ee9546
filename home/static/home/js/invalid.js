/* No field is wrong before something was sent; what the browser then refuses is, until it is mended. */
document.addEventListener("invalid", ({ target }) => target.setAttribute("aria-invalid", "true"), true);
document.addEventListener("input", ({ target }) => {
  if (target.ariaInvalid !== "true" || !target.validity?.valid) return;
  const alike = target.type === "radio" ? target.form.elements[target.name] : [target];
  for (const field of alike) field.setAttribute("aria-invalid", "false");
});
