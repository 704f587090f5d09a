// Tables as people know them from a spreadsheet: cells to type into, to walk through by keys, to paste into.
function render({ model, el }) {
  const box = node("div", { className: "grid-box" });
  el.append(box);
  let shown = 0;

  const sheets = () => JSON.parse(model.get("sheets"));
  function send(edits) {
    model.set("edits", [(model.get("edits")[0] || 0) + 1, shown, edits]);
    model.save_changes();
  }
  function cellOf(row, column) { return box.querySelector(`input[data-at="${row}:${column}"]`); }
  function cell(sheet, row, column, text) {
    const title = sheet.titles[column] || `column ${column + 1}`;
    const name = row === 0 ? `title of column ${column + 1}` : `${title}, row ${sheet.numbers[row - 1]}`;
    if (sheet.locked) return node("span", { textContent: text });
    const size = row === 0 ? Math.max(6, Math.min(24, text.length + 1)) : Math.max(4, Math.min(34, text.length + 1));
    const input = node("input", { type: "text", value: text, "aria-label": name, spellcheck: false, size });
    input.dataset.at = `${row}:${column}`;
    input.addEventListener("change", () => send([[row, column, input.value]]));
    return input;
  }
  function mark(sheet, column) {
    const understood = sheet.marks[column];
    if (!sheet.titles[column]) return "";
    if (!understood) return node("span", { className: "tag warn", textContent: "not used" });
    const words = `${understood.guess ? "perhaps " : ""}${understood.field}${understood.unit ? `, ${understood.unit}` : ""}`;
    return node("span", { className: understood.guess ? "tag warn" : "tag good", textContent: words });
  }
  function table(sheet) {
    const places = sheet.titles.map((_, column) => column);
    const head = node("tr", {}, node("th", { textContent: "row", className: "row-number" }), ...places.map((c) => node("th", { scope: "col" }, cell(sheet, 0, c, sheet.titles[c]), node("div", {}, mark(sheet, c)))));
    const rows = sheet.rows.map((cells, k) => node("tr", {}, node("td", { textContent: sheet.numbers[k], className: "row-number" }), ...places.map((c) => node("td", {}, cell(sheet, k + 1, c, cells[c] ?? "")))));
    return node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows));
  }
  function build() {
    const all = sheets(), focus = document.activeElement?.dataset?.at, left = box.querySelector(".grid")?.scrollLeft || 0;
    shown = Math.min(shown, Math.max(0, all.length - 1));
    if (!all.length) { box.replaceChildren(); return; }
    const tabs = all.map((sheet, k) => {
      const tab = node("button", { type: "button", className: "chip", textContent: `${sheet.label} (${sheet.count})`, "aria-pressed": String(k === shown) });
      tab.addEventListener("click", () => { shown = k; build(); });
      return tab;
    });
    const sheet = all[shown];
    const hint = sheet.locked ? `The first ${sheet.rows.length} of ${sheet.count} rows; a table this large is edited where it comes from.` : "Type into any cell, or paste cells from a spreadsheet. The last row is for one more.";
    const grid = node("div", { className: "grid wide", tabIndex: 0, role: "region", "aria-label": `Table ${sheet.label}` }, table(sheet));
    box.replaceChildren(node("div", { className: "row" }, ...tabs), grid, node("p", { className: "small quiet", textContent: hint }));
    grid.scrollLeft = left;
    if (focus) box.querySelector(`input[data-at="${focus}"]`)?.focus({ preventScroll: true });
  }
  box.addEventListener("keydown", (event) => {
    const at = event.target.dataset?.at;
    const way = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!at || !way) return;
    const [row, column] = at.split(":").map(Number);
    const next = cellOf(row + way, column);
    if (next) { event.preventDefault(); next.focus(); next.select(); }
  });
  box.addEventListener("paste", (event) => {
    const at = event.target.dataset?.at, text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!at || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [row, column] = at.split(":").map(Number);
    const lines = text.split(/\r?\n/).map((line) => line.split("\t"));
    send(lines.flatMap((cells, r) => cells.map((value, c) => [row + r, column + c, value])));
  });
  model.on("change:sheets", build);
  build();
}
export default { render };
