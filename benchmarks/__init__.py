"""Speed of ecosim measured side by side with C and with Mesa: ``python -m benchmarks``."""
