"""Results done again from what they say of themselves, and compared to the bit."""

from ecosim.repeating.rerun import Repetition, rerun

__all__ = ["Repetition", "rerun"]
