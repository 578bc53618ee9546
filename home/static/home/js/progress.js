/* A run under way: its part of the page asks for itself again until it is done, then the page is read anew. */
const EVERY = 1500;
const part = () => document.querySelector("[data-progress]");

const look = async () => {
  if (!document.hidden) {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (fresh && !fresh.matches("[data-progress]")) {
        location.reload();
        return;
      }
      show(fresh);
    }
  }
  setTimeout(look, EVERY);
};

const show = (fresh) => {
  const bar = part()?.querySelector("progress");
  const words = part()?.querySelector("[role=status]");
  if (!fresh || !bar) return;
  bar.value = fresh.querySelector("progress").value;
  const said = fresh.querySelector("[role=status]").textContent;
  if (words.textContent !== said) words.textContent = said;
};

if (part()) setTimeout(look, EVERY);
