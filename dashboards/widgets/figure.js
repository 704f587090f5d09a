// A picture that arrives as SVG text, with its caption, to keep as SVG or PNG.
function render({ model, el }) {
  const place = node("div", { className: "wide figure-picture", tabIndex: 0, role: "group" });
  const caption = node("figcaption", { className: "small quiet" });
  const keep = (words, act) => {
    const button = node("button", { type: "button", className: "chip", textContent: words, "aria-label": `Save ${model.get("name")} as ${words}` });
    button.addEventListener("click", act);
    return button;
  };
  const tools = node("div", { className: "row figure-tools" }, keep("SVG", () => saveBlob(blob(), `${model.get("name")}.svg`)), keep("PNG", savePicture));
  el.append(node("figure", { className: "figure" }, place, tools, caption));

  const blob = () => new Blob([model.get("svg")], { type: "image/svg+xml" });
  function savePicture() {
    const image = new Image(), href = URL.createObjectURL(blob());
    image.onload = () => {
      const canvas = node("canvas", { width: image.width * 2, height: image.height * 2 }), context = canvas.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((made) => saveBlob(made, `${model.get("name")}.png`), "image/png");
      URL.revokeObjectURL(href);
    };
    image.src = href;
  }
  function show() {
    const picture = new DOMParser().parseFromString(model.get("svg"), "image/svg+xml").documentElement;
    if (picture.localName !== "svg" || picture.querySelector("script, foreignObject, a, image, use")) return;
    place.replaceChildren(document.importNode(picture, true));
    place.setAttribute("aria-label", picture.getAttribute("aria-label") || model.get("name"));
    caption.textContent = model.get("caption");
  }
  model.on("change:svg change:caption", show);
  show();
}
export default { render };
