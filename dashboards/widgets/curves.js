async function render({ model, el }) {
  const uPlot = (await import(new URL(model.get("library"), location.origin).href)).default;
  const box = node("div", { className: "curves" });
  el.append(box);
  let plots = [], width = 0, bytes = null;

  function values() {
    if (!bytes) return { number: undefined, rows: [], points: 0 };
    const [number, lines, points] = new Uint32Array(bytes, 0, 3);
    const all = new Float32Array(bytes, 12);
    const rows = Array.from({ length: lines }, (_, k) => all.subarray(k * points, (k + 1) * points));
    return { number, rows, points };
  }
  const alpha = (colour, share) => `color-mix(in srgb, ${colour} ${share}%, transparent)`;
  const inkOf = (line) => token(line.colour || "--curve-1");

  function options(chart, width) {
    const bands = [];
    chart.lines.forEach((line, k) => { if (line.upto !== undefined && line.upto !== null) bands.push({ series: [k + 1, line.upto + 1], fill: alpha(inkOf(line), line.fill || 16) }); });
    const axis = { stroke: token("--quiet"), grid: { stroke: token("--line"), width: 1 }, ticks: { show: false }, font: '11px "Inter", sans-serif' };
    return {
      width, height: model.get("height"), legend: { show: false }, bands,
      cursor: { sync: { key: "months" }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false, range: [0, model.get("months")] }, y: { range: (_, low, high) => span(chart, low, high) } },
      axes: [{ ...axis, size: 22, space: 60 }, { ...axis, size: 44, space: 19, values: (_, marks) => marks.map(short) }],
      series: [{}, ...chart.lines.map((line) => ({ label: line.label, stroke: line.width === 0 ? "transparent" : inkOf(line), width: line.width ?? 1.8, dash: line.dash || [], points: { show: false }, spanGaps: false }))],
      hooks: { setCursor: [(plot) => read(plot, chart)] },
    };
  }
  // The declared range where values are small in it would hide them: show what there is, with room.
  function span(chart, low, high) {
    if (low === null || high === null) return [chart.low ?? 0, chart.high ?? 1];
    const room = Math.max((high - low) * 0.12, Math.abs(high) * 0.02, 1e-3);
    const [least, most] = [low - room, high + room];
    return [chart.low !== null && chart.low !== undefined ? Math.max(chart.low, least) : least, chart.high !== null && chart.high !== undefined ? Math.min(chart.high, most) : most];
  }
  function read(plot, chart) {
    const at = plot.cursor.idx, entry = plots.find((p) => p.plot === plot);
    if (!entry) return;
    entry.say(at === null || at === undefined ? null : at);
  }
  function build() {
    plots.forEach(({ plot }) => plot.destroy());
    box.replaceChildren();
    width = 0;
    plots = model.get("charts").map((chart) => {
      const value = node("span", { className: "curve-value number" });
      const save = node("button", { type: "button", className: "icon-button save", title: "Save as picture (PNG)", "aria-label": `Save ${chart.name} as picture (PNG)`, textContent: "⇩" });
      const head = node("div", { className: "curve-head" }, node("h3", { textContent: chart.name, title: chart.text || "" }), value, save);
      const place = node("div", { className: "curve-plot", role: "img", "aria-label": `${chart.name}${chart.unit && chart.unit !== "1" ? `, ${chart.unit}` : ""}` });
      const keys = chart.lines.filter((line) => line.key);
      const legend = node("div", { className: "curve-keys" }, ...keys.map((line) => node("span", { style: `--ink-of: ${inkOf(line)}`, textContent: line.label })));
      const card = node("figure", { className: "curve" }, head, place, ...(keys.length ? [legend] : []));
      box.append(card);
      const plot = new uPlot(options(chart, Math.max(120, place.clientWidth)), [[], ...chart.lines.map(() => [])], place);
      plot.root.querySelector(".u-over").setAttribute("tabindex", "-1");
      save.addEventListener("click", () => saveCanvas(plot.ctx.canvas, chart.name.replaceAll(" ", "-")));
      const entry = { plot, place, chart, value, say: (at) => {
        const data = plot.data, last = data[0].length - 1, idx = at === null ? last : Math.min(at, last);
        if (idx < 0) { value.textContent = ""; return; }
        const numbers = chart.lines.map((line, k) => (line.silent ? null : data[k + 1][idx])).filter((v) => v !== null && v !== undefined);
        const unit = chart.unit && chart.unit !== "1" ? ` ${chart.unit}` : "";
        value.textContent = `${numbers.map(short).join(" · ")}${unit}${at === null ? "" : ` in month ${data[0][idx]}`}`;
      } };
      return entry;
    });
    fill();
  }
  function fill() {
    const { number, rows, points } = values();
    const start = model.get("start"), months = Array.from({ length: points }, (_, k) => start + k);
    let next = 0;
    for (const { plot, chart, say } of plots) {
      const own = rows.slice(next, next + chart.lines.length);
      next += chart.lines.length;
      if (own.length < chart.lines.length) continue;
      plot.setData([months, ...own.map((row) => Array.from(row, (v) => (Number.isNaN(v) ? null : v)))]);
      say(null);
    }
    box.dataset.points = points;
    return number;
  }
  const { take, end } = pictures(model, (given) => { bytes = given; }, fill);
  const resize = () => {
    if (Math.abs(box.clientWidth - width) < 2) return;
    width = box.clientWidth;
    for (const { plot, place } of plots) plot.setSize({ width: Math.max(120, place.clientWidth), height: model.get("height") });
  };
  let theme = document.documentElement.dataset.theme;
  const look = () => { if (theme !== document.documentElement.dataset.theme) { theme = document.documentElement.dataset.theme; build(); } resize(); };
  model.on("change:charts change:months change:start", build);
  build(); take();
  const rest = onLook(box, look);
  return () => { end(); rest(); plots.forEach(({ plot }) => plot.destroy()); };
}
export default { render };
