/* Light or dark: what the reader chose on this device, else what the system says. */
const key = "theme";
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const keep = (value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* private window: the choice lasts as long as the page */
  }
};
const now = () => root.dataset.theme || (dark.matches ? "dark" : "light");

const stored = chosen();
if (stored === "light" || stored === "dark") root.dataset.theme = stored;

const show = () => {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const next = now() === "dark" ? "light" : "dark";
    const icon = button.querySelector("use");
    button.hidden = false;
    button.querySelector("span").textContent = button.dataset[next];
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, next === "dark" ? "#moon" : "#sun"));
  }
};

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  root.dataset.theme = now() === "dark" ? "light" : "dark";
  keep(root.dataset.theme);
  show();
});
dark.addEventListener("change", show);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
else show();
