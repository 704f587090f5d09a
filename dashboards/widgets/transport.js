function render({ model, el }) {
  const ask = (what, value = 0) => { model.set("asked", [(model.get("asked")[0] || 0) + 1, what, value]); model.save_changes(); };
  const button = (text, title, act, extra = "") => {
    const made = node("button", { type: "button", className: `icon-button ${extra}`, title, "aria-label": title, textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const restart = button("↺", "Back to the start", () => ask("month", model.get("first")));
  const back = button("‹", "One month back", () => ask("month", Math.max(model.get("first"), month - 1)));
  const play = button("▶", "Play", () => toggle(), "play");
  const step = button("›", "One month on", () => ask("step"));
  const slider = node("input", { type: "range", min: 0, className: "months", "aria-label": "Month" });
  const said = node("span", { className: "number month-said" });
  const speeds = [[2, "slow"], [8, "steady"], [24, "quick"], [0, "fastest"]];
  const speed = node("select", { "aria-label": "Speed" }, ...speeds.map(([value, words]) => node("option", { value, textContent: words })));
  el.append(node("div", { className: "transport" }, restart, back, play, step, slider, said, speed));

  function toggle() {
    const wanted = !model.get("playing");
    ask(wanted ? "play" : "pause");
  }
  let holding = false, timer = 0, month = 0;
  slider.addEventListener("input", () => {
    holding = true;
    say(Number(slider.value));
    clearTimeout(timer);
    timer = setTimeout(() => ask("month", Number(slider.value)), 60);
  });
  slider.addEventListener("change", () => { holding = false; });
  speed.addEventListener("change", () => ask("speed", Number(speed.value)));
  const say = (month) => { said.textContent = `month ${month} of ${model.get("last")}`; };
  function show() {
    const [playing, first, last] = ["playing", "first", "last"].map((name) => model.get(name));
    play.textContent = playing ? "❚❚" : "▶";
    play.title = playing ? "Pause" : month >= last ? "Play again from the start" : "Play";
    play.setAttribute("aria-label", play.title);
    slider.min = first;
    slider.max = last;
    if (!holding) { slider.value = month; say(month); }
    back.disabled = restart.disabled = month <= first; step.disabled = month >= last;
    speed.value = model.get("speed");
  }
  for (const name of ["playing", "first", "last", "speed"]) model.on(`change:${name}`, show);
  const { take, end } = pictures(model, (bytes) => { if (bytes) month = new Uint32Array(bytes)[0]; show(); });
  take();
  return end;
}
export default { render };
