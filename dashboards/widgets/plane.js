function render({ model, el }) {
  const canvas = node("canvas", { role: "img", className: "plane-canvas", "aria-label": model.get("label") });
  const tip = node("div", { className: "network-tip" });
  const save = node("button", { type: "button", className: "icon-button save", title: "Save as picture (PNG)", "aria-label": "Save the plane as picture (PNG)", textContent: "⇩" });
  save.addEventListener("click", () => saveCanvas(canvas, "maturity-involvement"));
  const box = node("div", { className: "plane-box" }, canvas, tip, save);
  el.append(box);
  const context = canvas.getContext("2d");
  const pad = { left: 34, right: 10, top: 10, bottom: 32 };
  let frame = null, screen = { width: 1, height: 1 };

  function read(bytes) {
    if (!bytes) { frame = null; return; }
    const [number, rows, m] = new Uint32Array(bytes, 0, 3);
    frame = { number, rows, m, values: new Uint8Array(bytes, 12) };
  }
  const x = (value) => pad.left + (value / 255) * (screen.width - pad.left - pad.right);
  const y = (value) => screen.height - pad.bottom - (value / 255) * (screen.height - pad.top - pad.bottom);
  const maturity = (row, i) => frame.values[row * 2 * frame.m + i];
  const involvement = (row, i) => frame.values[(row * 2 + 1) * frame.m + i];

  function axes() {
    context.strokeStyle = token("--line"); context.fillStyle = token("--quiet");
    context.font = '11px "Inter", sans-serif'; context.lineWidth = 1;
    for (let k = 0; k <= 3; k++) {
      context.beginPath(); context.moveTo(x(k * 85), y(0)); context.lineTo(x(k * 85), y(255)); context.moveTo(x(0), y(k * 85)); context.lineTo(x(255), y(k * 85)); context.stroke();
      context.textAlign = "center"; context.fillText(k, x(k * 85), screen.height - pad.bottom + 14);
      context.textAlign = "right"; context.fillText(k, pad.left - 7, y(k * 85) + 4);
    }
    context.textAlign = "center"; context.fillText("digital service maturity", (x(0) + x(255)) / 2, screen.height - 4);
    context.save(); context.translate(10, (y(0) + y(255)) / 2); context.rotate(-Math.PI / 2); context.fillText("ecosystem involvement", 0, 0); context.restore();
  }
  function trail(i, colour, width, alpha) {
    context.strokeStyle = colour; context.lineWidth = width; context.globalAlpha = alpha;
    context.beginPath();
    for (let row = 0; row < frame.rows; row++) context[row ? "lineTo" : "moveTo"](x(maturity(row, i)), y(involvement(row, i)));
    context.stroke(); context.globalAlpha = 1;
  }
  function dot(i, colour, r) {
    const last = frame.rows - 1;
    context.fillStyle = colour; context.beginPath();
    context.arc(x(maturity(last, i)), y(involvement(last, i)), r, 0, 6.2832); context.fill();
  }
  const { paint, take, end } = pictures(model, read, () => {
    screen = fitCanvas(canvas, context);
    axes();
    if (!frame || !frame.rows) return undefined;
    const colour = token("--provider"), accent = token("--accent"), chosen = model.get("selected");
    const many = frame.m > 200;
    for (let i = 0; i < frame.m; i++) trail(i, colour, 1, chosen >= 0 ? 0.12 : many ? 0.1 : 0.35);
    for (let i = 0; i < frame.m; i++) dot(i, colour, many ? 1.8 : 3.2);
    if (chosen >= 0 && chosen < frame.m) { trail(chosen, accent, 2.5, 1); dot(chosen, accent, 5.5); }
    return frame.number;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!frame || !frame.rows) return;
    const box = canvas.getBoundingClientRect(), [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const i = nearest(px, py);
    tip.style.display = i < 0 ? "none" : "block";
    if (i < 0) return;
    const [d, e] = [maturity(frame.rows - 1, i) / 85, involvement(frame.rows - 1, i) / 85];
    tip.replaceChildren(node("strong", { textContent: JSON.parse(model.get("names"))[i] || "" }), node("div", { textContent: `maturity ${d.toFixed(1)}, involvement ${e.toFixed(1)}` }));
    tip.style.left = `${Math.min(px + 12, screen.width - tip.offsetWidth - 4)}px`; tip.style.top = `${Math.max(0, py - 44)}px`;
  });
  canvas.addEventListener("pointerleave", () => { tip.style.display = "none"; });
  canvas.addEventListener("click", (event) => {
    if (!frame || !frame.rows) return;
    const box = canvas.getBoundingClientRect();
    model.set("selected", nearest(event.clientX - box.left, event.clientY - box.top)); model.save_changes();
  });
  function nearest(px, py) {
    let best = -1, least = 9;
    for (let i = 0; i < frame.m; i++) {
      const away = Math.hypot(x(maturity(frame.rows - 1, i)) - px, y(involvement(frame.rows - 1, i)) - py);
      if (away < least) { best = i; least = away; }
    }
    return best;
  }
  model.on("change:selected", paint);
  take();
  const rest = onLook(box, paint);
  return () => { end(); rest(); };
}
export default { render };
