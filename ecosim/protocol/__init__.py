"""The model's description in the ODD protocol, put together from the code that computes it."""

from ecosim.protocol.document import odd_document

__all__ = ["odd_document"]
