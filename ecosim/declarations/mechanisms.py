"""Every mechanism that can be switched off, declared once."""

from __future__ import annotations

from ecosim.declarations.base import read_register

__all__ = ["MECHANISMS"]

MECHANISMS = read_register("mechanisms")
