// Helpers every widget begins with.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && name !== "list" && name !== "form") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Calls back when colours or the size of an element change; returns a function that ends it.
function onLook(element, callback) {
  const theme = new MutationObserver(callback);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const size = new ResizeObserver(callback);
  size.observe(element);
  return () => { theme.disconnect(); size.disconnect(); };
}

// Draws once per painted frame at most, and says which picture is on the screen.
function painter(model, draw) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const number = draw();
      if (number === undefined || number === model.get("drawn")) return;
      setTimeout(() => { model.set("drawn", number); model.save_changes(); }, 0);
    });
  };
}

function fitCanvas(canvas, context) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { width, height };
}

// Reads the bytes of a trait from any offset: typed arrays need aligned ones.
function bytesOf(model, name) {
  const view = model.get(name);
  if (!view || !view.byteLength) return null;
  return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
}

function saveCanvas(canvas, name) {
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height;
  const context = sheet.getContext("2d");
  context.fillStyle = token("--card");
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(canvas, 0, 0);
  sheet.toBlob((blob) => saveBlob(blob, `${name}.png`), "image/png");
}

function saveBlob(blob, name) {
  const href = URL.createObjectURL(blob);
  node("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 2000);
}

const short = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toLocaleString("en") : "–");

// Saves a vector drawing with the colours of the page written into it.
function saveVector(drawing, name, kind) {
  const written = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-family", "font-weight", "text-anchor"];
  const copy = drawing.cloneNode(true), frame = drawing.viewBox.baseVal;
  const [from, to] = [[drawing, ...drawing.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  from.forEach((part, k) => { const look = getComputedStyle(part); to[k].setAttribute("style", written.map((key) => `${key}: ${look.getPropertyValue(key)}`).join("; ")); });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", frame.width); copy.setAttribute("height", frame.height);
  copy.style.background = token("--card");
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  const give = (href) => node("a", { download: `${name}.${kind}`, href }).click();
  if (kind === "svg") { give(address); return; }
  const picture = new Image();
  picture.onload = () => {
    const canvas = node("canvas", { width: 2 * frame.width, height: 2 * frame.height });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    give(canvas.toDataURL("image/png"));
  };
  picture.src = address;
}
