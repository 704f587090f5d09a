// Elements are made from names and text alone, never from markup: what users write stays text.
const TAGS = new Set("a b button caption circle code dd details div dl dt em figcaption figure g h2 h3 h4 i line li ol p path pre rect section small span strong sub summary sup svg table tbody td text th thead title tr ul".split(" "));
const VECTOR = new Set("svg g path line rect circle text title".split(" "));
const ATTRIBUTES = /^(class|id|role|title|type|style|href|scope|colspan|disabled|open|tabindex|download|data-[a-z]+|aria-[a-z]+|viewBox|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|points|text-anchor|preserveAspectRatio)$/;

function make(tree) {
  const [tag] = tree;
  if (!TAGS.has(tag)) throw new Error(`sheet: no element ${tag}`);
  const made = VECTOR.has(tag) && tag !== "title" ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  patch(made, tree);
  return made;
}
function patch(element, [, attributes, ...children]) {
  for (const { name } of [...element.attributes]) if (!(name in attributes) && name !== "open") element.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.test(name) || (name === "href" && !/^[/#]/.test(value))) continue;
    if (name === "open" && element.dataset.met) continue;
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
  if (element.localName === "details") element.dataset.met = "yes";
  children.forEach((child, place) => {
    const old = element.childNodes[place];
    if (typeof child === "string") {
      if (old && old.nodeType === 3) { if (old.data !== child) old.data = child; }
      else if (old) old.replaceWith(child); else element.append(child);
    } else if (old && old.nodeType === 1 && old.localName === child[0]) patch(old, child);
    else if (old) old.replaceWith(make(child));
    else element.append(make(child));
  });
  while (element.childNodes.length > children.length) element.lastChild.remove();
}
function render({ model, el }) {
  const root = node("div", { className: "sheet" });
  el.append(root);
  const show = () => patch(root, ["div", { class: "sheet" }, ...JSON.parse(model.get("tree"))]);
  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-act]");
    if (!pressed || pressed.hasAttribute("disabled")) return;
    model.set("acted", [(model.get("acted")[0] || 0) + 1, pressed.dataset.act]);
    model.save_changes();
  });
  model.on("change:tree", show);
  show();
}
export default { render };
