function render({ model, el }) {
  const file = node("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,.graphml", "aria-label": `${model.get("label")}: choose a file` });
  const area = node("textarea", { rows: 8, spellcheck: false, "aria-label": `${model.get("label")}: edit as text, with commas` });
  const use = node("button", { type: "button", className: "button", textContent: "Use this text" });
  const said = node("span", { className: "small quiet", role: "status" });
  el.append(node("div", { className: "table-input" }, file, area, node("div", { className: "row" }, use, said)));
  const show = () => { area.value = model.get("text"); };
  function give(name, bytes) {
    if (bytes.byteLength > model.get("most")) { said.textContent = `too large: at most ${model.get("most") / 1e6} MB`; return; }
    said.textContent = "";
    model.set("content", new DataView(bytes));
    model.set("given", [(model.get("given")[0] || 0) + 1, name]);
    model.save_changes();
  }
  file.addEventListener("change", async () => { if (file.files[0]) give(file.files[0].name, await file.files[0].arrayBuffer()); });
  use.addEventListener("click", () => give("table.csv", new TextEncoder().encode(area.value).buffer));
  model.on("change:text", show);
  show();
}
export default { render };
