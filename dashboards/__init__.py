"""Interactive pages on a live or a finished run. ``ecosim.dashboards.server`` serves them."""

if __name__ == "dashboards":
    raise ImportError("Import this package as 'ecosim.dashboards', not as 'dashboards'.")
