/* Keys in a list. They are heard only while a row of it has the focus (WCAG 2.1.4), never elsewhere on the page. */
const rows = (list) => [...list.querySelectorAll("tbody > tr[id], li[id]")];
const link = (row) => row?.querySelector("th a, h3 a");

const step = (list, row, by) => {
  const all = rows(list);
  const next = link(all[all.indexOf(row) + by]);
  next?.focus();
  next?.closest("tr, li").scrollIntoView({ block: "nearest" });
};

const deeds = {
  j: (list, row) => step(list, row, 1),
  ArrowDown: (list, row) => step(list, row, 1),
  k: (list, row) => step(list, row, -1),
  ArrowUp: (list, row) => step(list, row, -1),
  x: (_list, row) => row.querySelector("input[name=problem]")?.click(),
  "/": () => document.querySelector(".filters input[type=search]")?.focus(),
  "?": () => document.getElementById("keys")?.togglePopover(),
};

for (const list of document.querySelectorAll("[data-keys]")) {
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[id], li[id]");
    const deed = deeds[event.key];
    if (!row || !deed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    deed(list, row);
  });
}
document.querySelectorAll("[data-keys-button]").forEach((button) => {
  button.hidden = false;
});
