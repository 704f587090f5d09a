const VECTOR_NAMES = "http://www.w3.org/2000/svg";
function shape(tag, attributes, ...children) {
  const made = document.createElementNS(VECTOR_NAMES, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
// Ticks at 1, 2 or 5 times a power of ten.
function ticksOf(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((k) => k * power >= rough * 0.999) * power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step);
}

function render({ model, el }) {
  const EDGE = { left: 48, right: 14, top: 30, bottom: 40 };
  const box = node("div", { className: "prediction" });
  const saves = ["svg", "png"].map((kind) => {
    const button = node("button", { type: "button", className: "chip", textContent: `Save as ${kind.toUpperCase()}` });
    button.addEventListener("click", () => saveVector(box.querySelector("svg"), model.get("axes").name, kind));
    return button;
  });
  el.append(node("div", {}, box, node("div", { className: "row" }, ...saves)));
  let guess = [...model.get("guess")], held = null, focus = 0, width = 0;

  function draw() {
    const axes = model.get("axes"), points = axes.points;
    const refocus = document.activeElement && document.activeElement.classList.contains("handle") && box.contains(document.activeElement);
    width = Math.max(260, box.clientWidth);
    const height = Math.round(Math.min(400, Math.max(250, width * 0.5)));
    const entries = [...(guess.length ? [{ label: "your prediction", guess: true }] : []), ...model.get("lines")];
    const columns = width < 520 ? 1 : 2, tall = height + 20 * Math.ceil(entries.length / columns) + (entries.length ? 6 : 0);
    const left = points[0], right = points[points.length - 1];
    const x = (value) => EDGE.left + ((value - left) / (right - left || 1)) * (width - EDGE.left - EDGE.right);
    const y = (value) => height - EDGE.bottom - ((value - axes.low) / (axes.high - axes.low)) * (height - EDGE.top - EDGE.bottom);
    const svg = shape("svg", { viewBox: `0 0 ${width} ${tall}`, width, height: tall, class: "chart pad", role: "group", "aria-label": `${axes.up} by ${axes.across}` });
    for (const value of ticksOf(axes.low, axes.high, 5)) svg.append(
      shape("line", { class: "grid-line", x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
      shape("text", { class: "tick", x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)));
    for (const value of ticksOf(left, right, width < 420 ? 4 : 8)) svg.append(shape("text", { class: "tick", x: x(value), y: height - 22, "text-anchor": "middle" }, short(value)));
    svg.append(shape("text", { class: "axis-name", x: 4, y: 16 }, axes.up));
    svg.append(shape("text", { class: "axis-name", x: (EDGE.left + width - EDGE.right) / 2, y: height - 5, "text-anchor": "middle" }, axes.across));
    const path = (values) => points.map((at, k) => [at, values[k]]).filter(([, v]) => v !== null && v !== undefined)
      .map(([at, v], k) => `${k ? "L" : "M"}${x(at).toFixed(1)},${y(v).toFixed(1)}`).join("");
    for (const line of model.get("lines")) for (const [low, high] of line.bands || []) {
      const back = points.map((at, k) => `L${x(at).toFixed(1)},${y(low[k]).toFixed(1)}`).reverse().join("");
      svg.append(shape("path", { d: `${path(high)}${back}Z`, class: "band", style: `fill: var(${line.colour})` }));
    }
    for (const line of model.get("lines")) {
      svg.append(shape("path", { d: path(line.values), class: "curve-line", style: `stroke: var(${line.colour}); stroke-dasharray: ${line.dash || "none"}` }));
      points.forEach((at, k) => { if (line.values[k] !== null) svg.append(shape("circle", { cx: x(at), cy: y(line.values[k]), r: 2.6, style: `fill: var(${line.colour})` })); });
    }
    if (guess.length) svg.append(shape("path", { d: path(guess), class: "curve-line guess" }));
    const middle = (axes.low + axes.high) / 2, locked = model.get("locked");
    const handles = points.map((at, k) => {
      const value = guess.length ? guess[k] : middle;
      const handle = shape("circle", { cx: x(at), cy: y(value), r: locked ? 3.5 : 7, class: `handle${guess.length ? "" : " unset"}` });
      if (locked) return handle;
      const step = (axes.high - axes.low) / 50;
      for (const [name, words] of Object.entries({ role: "slider", tabindex: k === focus ? 0 : -1, "aria-label": `Your ${axes.up}, ${axes.across} ${short(at)}`, "aria-valuemin": axes.low, "aria-valuemax": axes.high, "aria-valuenow": value.toFixed(3), "aria-valuetext": guess.length ? short(value) : "not drawn yet", "aria-orientation": "vertical" })) handle.setAttribute(name, words);
      handle.addEventListener("focus", () => { focus = k; });
      handle.addEventListener("keydown", (event) => {
        const up = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key], side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const end = { Home: axes.low, End: axes.high }[event.key];
        if (up === undefined && side === undefined && end === undefined) return;
        event.preventDefault();
        if (side) focus = Math.max(0, Math.min(points.length - 1, k + side));
        else { put(k, end ?? value + up * step); tell(); }
        draw();
        box.querySelectorAll(".handle")[focus].focus();
      });
      return handle;
    });
    svg.append(...handles);
    if (!guess.length && !locked) svg.append(shape("text", { class: "hint", x: (EDGE.left + width - EDGE.right) / 2, y: EDGE.top + 22, "text-anchor": "middle" }, width < 420 ? "Draw here" : "Draw with the pointer, or Tab here and use the arrow keys"));
    box.replaceChildren(svg);
    if (refocus) box.querySelectorAll(".handle")[focus].focus();
    entries.forEach((line, k) => {
      const at = EDGE.left + (k % columns) * ((width - EDGE.left) / columns), down = height + 16 + 20 * Math.floor(k / columns);
      const look = line.guess ? { class: "curve-line guess" } : { class: "curve-line", style: `stroke: var(${line.colour}); stroke-dasharray: ${line.dash || "none"}` };
      svg.append(shape("line", { ...look, x1: at, x2: at + 26, y1: down - 4, y2: down - 4 }), shape("text", { class: "strong", x: at + 34, y: down }, line.label));
    });
    const place = (event) => {
      const frame = box.getBoundingClientRect();
      const at = left + ((event.clientX - frame.left - EDGE.left) / (width - EDGE.left - EDGE.right)) * (right - left);
      const value = axes.low + ((height - EDGE.bottom - (event.clientY - frame.top)) / (height - EDGE.top - EDGE.bottom)) * (axes.high - axes.low);
      const nearest = points.reduce((best, p, k) => (Math.abs(p - at) < Math.abs(points[best] - at) ? k : best), 0);
      return [nearest, value];
    };
    if (!locked) svg.addEventListener("pointerdown", (event) => { event.preventDefault(); held = place(event); put(...held); move(place); draw(); });
  }
  // A new point sets all of them at first, so that there is a whole line from the start.
  function put(k, value) {
    const { low, high, points } = model.get("axes"), kept = Math.max(low, Math.min(high, value));
    if (!guess.length) guess = points.map(() => kept);
    guess[k] = kept;
  }
  function move(place) {
    const on = (event) => {
      const [k, value] = place(event), [last, before] = held, way = Math.sign(k - last) || 1;
      for (let at = last; at !== k + way; at += way) put(at, k === last ? value : before + ((value - before) * (at - last)) / (k - last));
      held = [k, value];
      draw();
    };
    const off = () => { removeEventListener("pointermove", on); removeEventListener("pointerup", off); removeEventListener("pointercancel", off); held = null; tell(); };
    addEventListener("pointermove", on); addEventListener("pointerup", off); addEventListener("pointercancel", off);
  }
  function tell() { model.set("guess", [...guess]); model.save_changes(); }
  model.on("change:guess", () => { guess = [...model.get("guess")]; draw(); });
  model.on("change:axes change:lines change:locked", draw);
  draw();
  return onLook(box, () => { if (Math.abs(box.clientWidth - width) > 1) draw(); });
}
export default { render };
