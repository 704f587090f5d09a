"""Every parameter of the model, declared once. One default set serves all scenarios."""

from __future__ import annotations

from ecosim.declarations.base import read_register

__all__ = ["PARAMETERS"]

PARAMETERS = read_register("parameters")
