// In the editor, a table that is pasted among words keeps its cells apart: one line a row, bars between cells.

const rowOf = (row) => [...row.cells].map((cell) => cell.textContent.trim()).join(" | ");

/** HTML with each table as paragraphs, or an empty string where there is none. */
function tablesAsLines(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const tables = page.querySelectorAll("table");
  for (const table of tables) {
    const lines = [...table.rows].map((row) => {
      const line = page.createElement("p");
      line.textContent = rowOf(row);
      return line;
    });
    table.replaceWith(...lines);
  }
  return tables.length ? page.body.innerHTML : "";
}

document.addEventListener(
  "paste",
  (event) => {
    if (!event.isTrusted || !event.target.closest?.(".DraftEditor-root")) return;
    const html = tablesAsLines(event.clipboardData.getData("text/html"));
    if (!html) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
    event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  },
  true,
);
