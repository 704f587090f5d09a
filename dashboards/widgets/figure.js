// A picture that arrives as SVG text, with its caption, to keep as SVG or PNG.
function render({ model, el }) {
  const place = node("div", { className: "wide figure-picture", tabIndex: 0, role: "group" });
  const caption = node("figcaption", { className: "small quiet" });
  const keep = (words, act) => {
    const button = node("button", { type: "button", className: "chip", textContent: words, "aria-label": `Save ${model.get("name")} as ${words}` });
    button.addEventListener("click", act);
    return button;
  };
  const tools = node("div", { className: "row figure-tools" }, keep("SVG", () => all().forEach((svg, k) => saveBlob(blob(svg), named(k, "svg")))), keep("PNG", () => all().forEach(savePicture)));
  el.append(node("figure", { className: "figure" }, place, tools, caption));

  const all = () => model.get("svg").split(/(?=<svg[ >])/);
  const blob = (svg) => new Blob([svg], { type: "image/svg+xml" });
  const named = (k, ending) => `${model.get("name")}${k ? `-${k + 1}` : ""}.${ending}`;
  function savePicture(svg, k) {
    const image = new Image(), href = URL.createObjectURL(blob(svg));
    image.onload = () => {
      const canvas = node("canvas", { width: image.width * 2, height: image.height * 2 }), context = canvas.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((made) => saveBlob(made, named(k, "png")), "image/png");
      URL.revokeObjectURL(href);
    };
    image.src = href;
  }
  function show() {
    const pictures = all().map((svg) => new DOMParser().parseFromString(svg, "image/svg+xml").documentElement);
    if (pictures.some((one) => one.localName !== "svg" || one.querySelector("script, foreignObject, a, image, use"))) return;
    place.replaceChildren(...pictures.map((one) => document.importNode(one, true)));
    place.setAttribute("aria-label", model.get("name"));
    caption.textContent = model.get("caption");
  }
  model.on("change:svg change:caption", show);
  show();
}
export default { render };
