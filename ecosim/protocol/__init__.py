"""The model described from the code that computes it: in the ODD protocol, and study by study."""

from ecosim.protocol.document import odd_document
from ecosim.protocol.frameworks import framework_document

__all__ = ["framework_document", "odd_document"]
