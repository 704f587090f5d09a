function render({ model, el }) {
  const button = node("button", { type: "button", className: "button" });
  el.append(button);
  const show = () => { button.textContent = model.get("label"); };
  button.addEventListener("click", () => { model.set("asked", model.get("asked") + 1); model.save_changes(); });
  model.on("change:content", () => {
    const bytes = bytesOf(model, "content");
    if (!bytes) return;
    const href = URL.createObjectURL(new Blob([bytes]));
    node("a", { href, download: model.get("filename") }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  });
  model.on("change:label", show);
  show();
}
export default { render };
