function render({ model, el }) {
  const button = node("button", { type: "button", className: "button" });
  el.append(button);
  const show = () => { button.textContent = model.get("label"); };
  button.addEventListener("click", () => { model.set("asked", model.get("asked") + 1); model.save_changes(); });
  model.on("change:made", () => {
    const bytes = bytesOf(model, "content");
    if (bytes) saveBlob(new Blob([bytes]), model.get("filename"));
  });
  model.on("change:label", show);
  show();
}
export default { render };
