// Colours by the visitor's choice, what Solara's page leaves out for readers who zoom or listen, and
// patience with slow machines.
(function () {
  const key = "ecosim:theme";
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const preferred = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const apply = () => { root.dataset.theme = stored() || preferred(); };

  // A drawing that takes over two seconds to load, as on a busy laptop, counts as failed in anywidget.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(milliseconds, 60_000));

  root.lang = "en";
  const viewport = document.querySelector('meta[name="viewport"]');
  if (viewport) viewport.content = "width=device-width, initial-scale=1";
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".theme-switch")) return;
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem(key, next); } catch { /* private window: the choice lasts a page */ }
    root.dataset.theme = next;
  });
})();
