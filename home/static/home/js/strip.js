/* In a strip with names, one stop of the Tab key and the arrow keys from cell to cell. */
const cells = (strip) => [...strip.querySelectorAll("g[tabindex]")];

export const prepare = (strip) => cells(strip).forEach((cell, i) => cell.setAttribute("tabindex", i ? "-1" : "0"));

const target = (key, list, at) =>
  ({
    ArrowRight: list[at + 1],
    ArrowLeft: list[at - 1],
    Home: list[0],
    End: list[list.length - 1],
  })[key];

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".strip-named g[tabindex]");
  if (!cell) return;
  const list = cells(cell.ownerSVGElement);
  const next = target(event.key, list, list.indexOf(cell));
  if (!next) return;
  event.preventDefault();
  cell.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
});
document.querySelectorAll(".strip-named").forEach(prepare);
