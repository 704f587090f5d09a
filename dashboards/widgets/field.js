function render({ model, el }) {
  const input = node("input", { type: model.get("kind"), step: model.get("step"), autocomplete: "off", spellcheck: false });
  const words = node("span", {});
  el.append(node("label", { className: "choice field" }, words, input));
  const show = () => { words.textContent = model.get("label"); input.value = model.get("value"); };
  input.addEventListener("change", () => { model.set("value", input.value); model.save_changes(); });
  model.on("change:value change:label", show);
  show();
}
export default { render };
