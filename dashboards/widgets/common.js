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

// The pictures of one player: their parts, who hears of them, and what each has drawn.
function filmOf(name) {
  const films = (window.ecosimFilms ??= new Map());
  if (!films.has(name)) {
    const film = { parts: new Map(), number: 0, hearers: new Set(), painters: new Map(), done: () => {} };
    film.check = () => { if (film.painters.size && [...film.painters.values()].every((drawn) => drawn >= film.number)) film.done(film.number); };
    films.set(name, film);
  }
  return films.get(name);
}

// Hears every picture and draws it, once per painted frame at most. A picture comes with a film, or
// stands still in the widget's own trait.
function pictures(model, hear, draw) {
  const film = model.get("film") ? filmOf(model.get("film")) : null;
  let waiting = false;
  const paint = () => {
    if (waiting || !draw) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const number = draw();
      if (film && number !== undefined) setTimeout(() => { if (film.painters.has(paint)) { film.painters.set(paint, number); film.check(); } }, 0);
    });
  };
  const take = () => { hear(film ? film.parts.get(model.get("part")) : bytesOf(model, "frame")); paint(); };
  if (film) film.hearers.add(take); else model.on("change:frame", take);
  if (film && draw) film.painters.set(paint, 0);
  const end = () => { if (film) { film.hearers.delete(take); film.painters.delete(paint); film.check(); } };
  return { paint, take, end };
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
