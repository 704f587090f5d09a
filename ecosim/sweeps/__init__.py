"""Sweeps: many points of a design, each run often, exactly once, on any engine."""

from ecosim.sweeps.sweep import Options, sweep

__all__ = ["Options", "sweep"]
