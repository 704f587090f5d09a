"""What the model is made of, declared once: parameters, columns, outcomes, scenarios."""

from ecosim.declarations.scenario import Scenario

__all__ = ["Scenario"]
