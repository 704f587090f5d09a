function render({ model, el }) {
  const select = node("select", {});
  const words = node("span", {});
  el.append(node("label", { className: "choice" }, words, select));
  const show = () => {
    words.textContent = model.get("label");
    select.setAttribute("aria-label", model.get("label"));
    select.replaceChildren(...model.get("options").map(([value, text]) => node("option", { value, textContent: text })));
    select.value = model.get("value");
  };
  select.addEventListener("change", () => { model.set("value", select.value); model.save_changes(); });
  model.on("change:options change:value change:label", show);
  show();
}
export default { render };
