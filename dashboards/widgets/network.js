const KINDS = ["provider", "customer", "partner", "logistics"];
const SHADES = 6;
const TOOLS = 44; // their column on the right, which no firm is to lie under

function render({ model, el }) {
  const canvas = node("canvas", {
    tabIndex: 0, role: "application", className: "network-canvas",
    "aria-label": `${model.get("label")}. Arrow keys go from firm to firm, plus and minus zoom, 0 shows all, Shift and arrows move the view.`,
  });
  const tip = node("div", { className: "network-tip" });
  const heard = node("div", { className: "hidden", "aria-live": "polite" });
  const box = node("div", { className: "network-box" }, canvas, tip, tools(), heard);
  box.style.height = `${model.get("height")}px`;
  el.append(box);
  const context = canvas.getContext("2d");
  let view = { zoom: 1, x: 0, y: 0 };
  let firms, frame, screen = { width: 1, height: 1 }, hovered = null;

  function tools() {
    const tool = (mark, title, act) => {
      const button = node("button", { type: "button", className: "icon-button", title, "aria-label": title, textContent: mark });
      button.addEventListener("click", act);
      return button;
    };
    return node("div", { className: "network-tools" },
      tool("+", "Zoom in", () => zoomBy(1.35)), tool("−", "Zoom out", () => zoomBy(1 / 1.35)),
      tool("⤢", "Show all", () => look({ zoom: 1, x: 0, y: 0 })),
      tool("⇩", "Save as picture (PNG)", () => saveCanvas(canvas, "network")));
  }

  function readFirms() {
    const places = new Float32Array(bytesOf(model, "places") || new ArrayBuffer(0));
    const kinds = new Uint8Array(bytesOf(model, "kinds") || new ArrayBuffer(0));
    const sizes = new Uint8Array(bytesOf(model, "sizes") || new ArrayBuffer(0));
    firms = { count: kinds.length, places, kinds, sizes, names: JSON.parse(model.get("names")) };
  }

  function readFrame(bytes) {
    if (!bytes) { frame = null; return; }
    const [number, month, n, k] = new Uint32Array(bytes, 0, 4);
    const ends = new Uint32Array(bytes, 16, 2 * k);
    const rest = new Uint8Array(bytes, 16 + 8 * k);
    frame = { number, month, n, k, source: ends.subarray(0, k), target: ends.subarray(k),
              ties: rest.subarray(0, k), worth: rest.subarray(k, k + n), open: rest.subarray(k + n, k + 2 * n), only: rest.subarray(k + 2 * n) };
  }

  const margin = 26;
  const middle = () => (screen.width - TOOLS) / 2;
  const px = (i) => middle() + view.x + firms.places[2 * i] * (middle() - margin) * view.zoom;
  const py = (i) => screen.height / 2 + view.y + firms.places[2 * i + 1] * (screen.height / 2 - margin) * view.zoom;
  const crowd = () => Math.max(0.32, Math.min(1, Math.sqrt((screen.width * screen.height) / (firms.count * 2600))));
  const radius = (i) => (2.6 + (firms.sizes[i] / 255) * 9) * crowd() * Math.min(2.2, Math.sqrt(view.zoom));

  function shape(kind, x, y, r) {
    if (kind === 0) { context.moveTo(x + r, y); context.arc(x, y, r, 0, 6.2832); }
    else if (kind === 1) { context.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72); }
    else if (kind === 2) { const d = r * 1.22; context.moveTo(x, y - d); context.lineTo(x + d, y); context.lineTo(x, y + d); context.lineTo(x - d, y); context.closePath(); }
    else { const d = r * 1.25; context.moveTo(x, y - d); context.lineTo(x + d, y + d * 0.8); context.lineTo(x - d, y + d * 0.8); context.closePath(); }
  }

  function mixed(low, middle, high, share) {
    const part = (a, b, t) => a.map((value, i) => Math.round(value + (b[i] - value) * t));
    const colour = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const [a, b, c] = [low, middle, high].map(colour);
    return `rgb(${share < 0.5 ? part(a, b, share * 2) : part(b, c, share * 2 - 1)})`;
  }

  function drawTies(focus) {
    const bins = Array.from({ length: SHADES }, () => []);
    for (let e = 0; e < frame.k; e++) bins[Math.min(SHADES - 1, (frame.ties[e] * SHADES) >> 8)].push(e);
    const [low, middle, high] = [token("--tie-low"), token("--tie-middle"), token("--tie-high")];
    const thin = Math.max(0.35, Math.min(1, 900 / Math.sqrt(frame.k * 1200)));
    bins.forEach((bin, shade) => {
      const share = shade / (SHADES - 1);
      context.strokeStyle = mixed(low, middle, high, share);
      context.globalAlpha = (focus ? 0.18 : 0.3 + 0.4 * share) * (frame.k > 4000 ? 0.55 : 1);
      context.lineWidth = (0.5 + 1.3 * share) * thin * Math.min(1.8, Math.sqrt(view.zoom));
      context.beginPath();
      for (const e of bin) { context.moveTo(px(frame.source[e]), py(frame.source[e])); context.lineTo(px(frame.target[e]), py(frame.target[e])); }
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  // Relationships that the network beside this one has not.
  function drawOnly() {
    if (!frame.only.length) return;
    context.strokeStyle = token(model.get("only_colour"));
    context.lineWidth = 1.6 * Math.min(1.8, Math.sqrt(view.zoom));
    context.beginPath();
    for (let e = 0; e < frame.k; e++) if (frame.only[e]) { context.moveTo(px(frame.source[e]), py(frame.source[e])); context.lineTo(px(frame.target[e]), py(frame.target[e])); }
    context.stroke();
  }

  function drawFirms(focus) {
    const groups = new Map();
    for (let i = 0; i < frame.n; i++) {
      const x = px(i), y = py(i);
      if (x < -20 || y < -20 || x > screen.width + 20 || y > screen.height + 20) continue;
      const key = frame.open[i] ? firms.kinds[i] * SHADES + Math.min(SHADES - 1, (frame.worth[i] * SHADES) >> 8) : -1;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(i);
    }
    const colours = KINDS.map((kind) => token(`--${kind}`)), card = token("--card"), quiet = token("--quiet");
    for (const [key, members] of groups) {
      const kind = key < 0 ? -1 : Math.floor(key / SHADES), share = key < 0 ? 0 : (key % SHADES) / (SHADES - 1);
      context.beginPath();
      for (const i of members) {
        const r = radius(i);
        if (kind >= 0) shape(kind, px(i), py(i), r);
        else { const d = r * 0.6; context.moveTo(px(i) - d, py(i) - d); context.lineTo(px(i) + d, py(i) + d); context.moveTo(px(i) + d, py(i) - d); context.lineTo(px(i) - d, py(i) + d); }
      }
      context.lineWidth = 1.2 * Math.max(0.6, crowd());
      if (kind >= 0) {
        context.fillStyle = card; context.fill();
        context.globalAlpha = (0.08 + 0.92 * share) * (focus ? 0.75 : 1);
        context.fillStyle = colours[kind]; context.fill();
        context.globalAlpha = focus ? 0.75 : 1;
      }
      context.strokeStyle = kind >= 0 ? colours[kind] : quiet;
      context.stroke();
      context.globalAlpha = 1;
    }
  }

  function drawChosen() {
    const chosen = model.get("selected"), pair = model.get("pair"), accent = token("--accent"), card = token("--card");
    const near = new Set();
    context.strokeStyle = accent;
    for (let e = 0; e < frame.k; e++) {
      const a = frame.source[e], b = frame.target[e];
      const isPair = pair.length === 2 && ((a === pair[0] && b === pair[1]) || (a === pair[1] && b === pair[0]));
      if (!isPair && a !== chosen && b !== chosen) continue;
      near.add(a); near.add(b);
      context.lineWidth = isPair ? 4 : 1 + 2 * (frame.ties[e] / 255);
      context.globalAlpha = isPair ? 1 : 0.25 + 0.7 * (frame.ties[e] / 255);
      context.beginPath(); context.moveTo(px(a), py(a)); context.lineTo(px(b), py(b)); context.stroke();
    }
    context.globalAlpha = 1;
    if (chosen >= 0) near.add(chosen);
    for (const i of near) {
      context.beginPath(); shape(firms.kinds[i], px(i), py(i), radius(i));
      context.fillStyle = card; context.fill();
      context.globalAlpha = frame.open[i] ? 0.15 + 0.85 * (frame.worth[i] / 255) : 0.1;
      context.fillStyle = token(`--${KINDS[firms.kinds[i]]}`); context.fill(); context.globalAlpha = 1;
      context.lineWidth = 1.2; context.strokeStyle = token(`--${KINDS[firms.kinds[i]]}`); context.stroke();
    }
    const ringed = chosen >= 0 ? [chosen] : pair;
    for (const i of ringed) {
      context.lineWidth = 2.5; context.strokeStyle = accent;
      context.beginPath(); context.arc(px(i), py(i), radius(i) + 5, 0, 6.2832); context.stroke();
    }
    label(near);
  }

  function label(near) {
    const shown = near.size && near.size <= 16 ? [...near] : model.get("selected") >= 0 ? [model.get("selected")] : [];
    context.font = '12px "Inter", sans-serif';
    context.textBaseline = "middle";
    for (const i of shown) {
      const name = firms.names[i].length > 28 ? `${firms.names[i].slice(0, 27)}…` : firms.names[i];
      const x = px(i) + radius(i) + 6, y = py(i);
      context.lineWidth = 3.5; context.strokeStyle = token("--card"); context.strokeText(name, x, y);
      context.fillStyle = token("--ink"); context.fillText(name, x, y);
    }
  }

  const { paint, take, end } = pictures(model, readFrame, () => {
    screen = fitCanvas(canvas, context);
    if (!frame || !firms.count || frame.n !== firms.count) return undefined;
    const focus = model.get("selected") >= 0 || model.get("pair").length === 2;
    drawTies(focus);
    drawOnly();
    drawFirms(focus);
    if (focus) drawChosen();
    canvas.dataset.month = frame.month;
    canvas.dataset.view = [view.zoom, view.x, view.y].map((part) => part.toFixed(3)).join(" ");
    return frame.number;
  });

  function nearestFirm(x, y, reach) {
    let best = -1, least = reach;
    for (let i = 0; i < firms.count; i++) {
      const away = Math.hypot(px(i) - x, py(i) - y) - radius(i);
      if (away < least) { best = i; least = away; }
    }
    return best;
  }
  function nearestTie(x, y) {
    let best = -1, least = 5;
    for (let e = 0; e < frame.k; e++) {
      const ax = px(frame.source[e]), ay = py(frame.source[e]), bx = px(frame.target[e]) - ax, by = py(frame.target[e]) - ay;
      const t = Math.max(0.06, Math.min(0.94, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
      const away = Math.hypot(ax + t * bx - x, ay + t * by - y);
      if (away < least) { best = e; least = away; }
    }
    return best;
  }
  function choose(i, pair = []) {
    model.set("selected", i); model.set("pair", pair); model.save_changes();
    heard.textContent = i >= 0 ? `${firms.names[i]}, ${KINDS[firms.kinds[i]]}` : pair.length ? `${firms.names[pair[0]]} and ${firms.names[pair[1]]}` : "Nothing chosen";
    paint();
  }
  // Networks that share a camera show the same part of the same places.
  function look(next, from = el) {
    view = next;
    paint();
    if (from === el && model.get("camera")) dispatchEvent(new CustomEvent("ecosim:camera", { detail: { camera: model.get("camera"), view, from } }));
  }
  function follow({ detail }) { if (detail.from !== el && detail.camera === model.get("camera")) look({ ...detail.view }, detail.from); }
  addEventListener("ecosim:camera", follow);
  function zoomBy(factor, x = middle(), y = screen.height / 2) {
    const zoom = Math.max(0.6, Math.min(30, view.zoom * factor)), by = zoom / view.zoom;
    look({ zoom, x: (x - middle()) * (1 - by) + view.x * by, y: (y - screen.height / 2) * (1 - by) + view.y * by });
  }
  const at = (event) => { const r = canvas.getBoundingClientRect(); return [event.clientX - r.left, event.clientY - r.top]; };

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => { drag = { from: at(event), view: { ...view }, moved: false }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!frame) return;
    const [x, y] = at(event);
    if (drag) {
      const [dx, dy] = [x - drag.from[0], y - drag.from[1]];
      if (Math.hypot(dx, dy) > 4) drag.moved = true;
      if (drag.moved) { tip.style.display = "none"; look({ zoom: view.zoom, x: drag.view.x + dx, y: drag.view.y + dy }); }
      return;
    }
    hover(x, y);
  });
  canvas.addEventListener("pointerup", (event) => {
    const [x, y] = at(event), moved = drag && drag.moved;
    drag = null;
    if (moved || !frame) return;
    const i = nearestFirm(x, y, 7);
    if (i >= 0) return choose(i);
    const e = nearestTie(x, y);
    choose(-1, e >= 0 ? [frame.source[e], frame.target[e]] : []);
  });
  canvas.addEventListener("pointercancel", () => { drag = null; });
  canvas.addEventListener("pointerleave", () => { tip.style.display = "none"; });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoomBy(Math.exp(-event.deltaY * 0.0016), ...at(event)); }, { passive: false });

  function hover(x, y) {
    const i = nearestFirm(x, y, 6), e = i < 0 ? nearestTie(x, y) : -1, shows = model.get("shows");
    canvas.style.cursor = i >= 0 || e >= 0 ? "pointer" : "grab";
    if (i < 0 && e < 0) { tip.style.display = "none"; return; }
    const value = (byte) => (byte / 255).toFixed(2);
    tip.replaceChildren(
      node("strong", { textContent: i >= 0 ? firms.names[i] : `${firms.names[frame.source[e]]} – ${firms.names[frame.target[e]]}` }),
      node("div", { textContent: i >= 0
        ? `${KINDS[firms.kinds[i]]} · ${frame.open[i] ? `${shows.firm} ${value(frame.worth[i])}` : "closed"}`
        : `${shows.tie} ${value(frame.ties[e])}` }));
    tip.style.display = "block";
    tip.style.left = `${Math.min(x + 14, screen.width - tip.offsetWidth - 6)}px`;
    tip.style.top = `${Math.min(y + 14, screen.height - tip.offsetHeight - 6)}px`;
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (event.key === "+" || event.key === "=") zoomBy(1.35);
    else if (event.key === "-") zoomBy(1 / 1.35);
    else if (event.key === "0") look({ zoom: 1, x: 0, y: 0 });
    else if (event.key === "Escape") choose(-1);
    else if (way && event.shiftKey) look({ zoom: view.zoom, x: view.x - way[0] * 40, y: view.y - way[1] * 40 });
    else if (way && frame) step(way);
    else return;
    event.preventDefault();
  });
  // Goes to the firm that lies best in a direction: near, and not far off the line.
  function step([dx, dy]) {
    const from = model.get("selected");
    if (from < 0) { const i = nearestFirm(middle(), screen.height / 2, Infinity); if (i >= 0) choose(i); return; }
    let best = -1, least = Infinity;
    for (let i = 0; i < firms.count; i++) {
      const ax = px(i) - px(from), ay = py(i) - py(from), ahead = ax * dx + ay * dy, aside = Math.abs(ax * dy - ay * dx);
      if (i === from || ahead <= 0 || aside > ahead * 1.6) continue;
      if (ahead + 2 * aside < least) { best = i; least = ahead + 2 * aside; }
    }
    if (best >= 0) choose(best);
  }

  const changes = { selected: paint, pair: paint };
  for (const name of ["places", "kinds", "sizes", "names"]) changes[name] = () => { readFirms(); paint(); };
  for (const [name, act] of Object.entries(changes)) model.on(`change:${name}`, act);
  readFirms(); take();
  const rest = onLook(box, paint);
  return () => { removeEventListener("ecosim:camera", follow); end(); rest(); };
}
export default { render };
