function render({ model, el }) {
  const file = node("input", { type: "file", multiple: true, accept: model.get("accept"), className: "hidden" });
  const button = node("button", { type: "button", className: "button", textContent: model.get("label") });
  const said = node("span", { className: "small quiet", role: "status" });
  const box = node("div", { className: "row upload" }, button, file, said);
  el.append(box);
  button.addEventListener("click", () => file.click());
  file.setAttribute("aria-label", model.get("label"));
  file.tabIndex = -1;

  async function give(files) {
    const most = model.get("most"), large = files.find((one) => one.size > most);
    if (large) { said.textContent = `${large.name} is too large: at most ${most / 1e6} MB`; return; }
    said.textContent = "";
    for (const [place, one] of files.entries()) {
      const content = new DataView(await one.arrayBuffer());
      model.set("given", [(model.get("given")[0] || 0) + 1, one.name, place, content]);
      model.save_changes();
    }
    file.value = "";
  }
  file.addEventListener("change", () => give([...file.files]));
  for (const kind of ["dragover", "dragleave", "drop"]) box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.toggle("over", kind === "dragover"); });
  box.addEventListener("drop", (event) => give([...event.dataTransfer.files]));
}
export default { render };
