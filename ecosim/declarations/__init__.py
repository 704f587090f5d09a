"""What the model is made of, declared once: parameters, mechanisms, columns, outcomes, scenarios."""

from ecosim.declarations.scenario import Scenario

__all__ = ["Scenario"]
