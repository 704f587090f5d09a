function render({ model, el }) {
  const search = node("input", { type: "search", placeholder: "Search settings", "aria-label": "Search settings" });
  const count = node("span", { className: "tag", role: "status" });
  const reset = node("button", { type: "button", className: "chip", textContent: "Reset all" });
  const list = node("div", { className: "setting-groups" });
  el.append(node("div", { className: "settings" }, node("div", { className: "row" }, search, count, reset), list));
  let items = [];

  function change(key, value, usual) {
    const changed = { ...model.get("changed") };
    if (value === usual) delete changed[key]; else changed[key] = value;
    model.set("changed", changed);
    model.save_changes();
    show();
  }
  const near = (value, item) => (item.kind === "whole" ? Math.round(value) : Number(Number(value).toPrecision(4)));
  // A range over several powers of ten is walked in ratios: small values stay within reach.
  function scaleOf(item) {
    const low = item.low ?? 0, high = item.high ?? Math.max(1, Math.abs(item.usual) * 4);
    const wide = item.kind === "whole" || (item.usual > low && (high - low) / (item.usual - low) > 20);
    const power = wide ? 3 : 1;
    return {
      toSlider: (value) => Math.pow(Math.max(0, (value - low) / (high - low)), 1 / power) * 1000,
      toValue: (place) => near(low + Math.pow(place / 1000, power) * (high - low), item), low, high,
    };
  }
  function control(item) {
    const named = { "aria-label": item.name };
    if (item.kind === "switch") {
      const box = node("input", { type: "checkbox", role: "switch", ...named });
      box.addEventListener("change", () => change(item.key, box.checked, item.usual));
      return { parts: [box], show: (value) => { box.checked = value; } };
    }
    if (item.kind === "word") {
      const choice = node("select", named, ...item.words.map((word, k) => node("option", { value: word, textContent: item.titles ? item.titles[k] : word })));
      choice.addEventListener("change", () => change(item.key, choice.value, item.usual));
      return { parts: [choice], show: (value) => { choice.value = value; } };
    }
    if (item.kind === "seed") {
      const number = node("input", { type: "number", step: 1, min: item.low, max: item.high, ...named });
      const dice = node("button", { type: "button", className: "chip", textContent: "another" });
      number.addEventListener("change", () => change(item.key, Math.max(item.low, Math.round(Number(number.value)) || 0), item.usual));
      dice.addEventListener("click", () => change(item.key, Math.floor(Math.random() * 1e6), item.usual));
      return { parts: [number, dice], show: (value) => { number.value = value; } };
    }
    const scale = scaleOf(item);
    const slider = node("input", { type: "range", min: 0, max: 1000, step: 1, ...named });
    const number = node("input", { type: "number", step: "any", min: scale.low, max: scale.high, "aria-label": `${item.name}, as a number` });
    slider.addEventListener("input", () => { number.value = scale.toValue(slider.value); });
    slider.addEventListener("change", () => change(item.key, scale.toValue(slider.value), item.usual));
    number.addEventListener("change", () => {
      const value = near(number.value, item);
      if (number.value === "" || !Number.isFinite(value)) { show(); return; }
      change(item.key, Math.min(scale.high, Math.max(scale.low, value)), item.usual);
    });
    return { parts: [slider, number], show: (value) => { slider.value = scale.toSlider(value); number.value = near(value, item); } };
  }
  function row(item) {
    const { parts, show } = control(item);
    const undo = node("button", { type: "button", className: "undo", title: "As usual", "aria-label": `Reset ${item.name}`, textContent: "↺" });
    undo.addEventListener("click", () => change(item.key, item.usual, item.usual));
    const range = item.kind === "number" || item.kind === "whole" ? `${item.unit === "1" ? "" : `${item.unit}, `}${short(item.low)} to ${short(item.high)}, usually ${short(item.usual)}` : item.kind === "switch" ? `usually ${item.usual ? "on" : "off"}` : `usually ${item.titles ? item.titles[item.words.indexOf(item.usual)] : item.usual}`;
    const made = node("div", { className: `setting ${item.kind}` },
      node("div", { className: "setting-name" }, node("span", { textContent: item.name }), undo),
      node("div", { className: "setting-control" }, ...parts),
      node("p", { className: "setting-text", textContent: `${item.text} (${range}${item.source ? `; ${item.source}` : ""})` }));
    return { made, item, show, words: `${item.name} ${item.key} ${item.text} ${item.source}`.toLowerCase() };
  }
  function build() {
    items = [];
    list.replaceChildren(...JSON.parse(model.get("groups")).map((group, place) => {
      const rows = group.items.map(row);
      items.push(...rows);
      const mark = node("span", { className: "tag warn" });
      const box = node("details", { className: "setting-group" }, node("summary", {}, `${group.title} `, mark), ...rows.map((r) => r.made));
      box.open = place === 0;
      rows.forEach((r) => { r.box = box; r.mark = mark; });
      return box;
    }));
    show();
  }
  function show() {
    const changed = model.get("changed"), wanted = search.value.trim().toLowerCase(), marks = new Map();
    for (const { made, item, show: put, box, mark, words } of items) {
      const isChanged = item.key in changed;
      put(isChanged ? changed[item.key] : item.usual);
      made.classList.toggle("changed", isChanged);
      made.hidden = Boolean(wanted) && !words.includes(wanted);
      const told = marks.get(box) || { mark, changed: 0, shown: 0 };
      told.changed += isChanged; told.shown += !made.hidden;
      marks.set(box, told);
    }
    for (const [box, told] of marks) {
      told.mark.textContent = told.changed ? `${told.changed} changed` : "";
      told.mark.hidden = !told.changed;
      box.hidden = told.shown === 0;
      if (wanted) box.open = true;
    }
    const total = Object.keys(changed).length;
    count.textContent = total ? `${total} changed` : "all as usual";
    count.classList.toggle("warn", total > 0);
    reset.hidden = !total;
  }
  search.addEventListener("input", show);
  reset.addEventListener("click", () => { model.set("changed", {}); model.save_changes(); show(); });
  model.on("change:groups", build);
  model.on("change:changed", show);
  build();
}
export default { render };
