"""Answers of experiments as plain values for JSON."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

__all__ = ["plain_values"]


def plain_values(answer: Any) -> dict[str, Any]:
    """Return all of an answer but its tables; numbers that are undefined become None."""
    content = {k: v for k, v in vars(answer).items() if k != "results"}
    plain = json.loads(json.dumps(content, default=asdict))
    return {key: _without_nan(value) for key, value in plain.items()}


def _without_nan(value: Any) -> Any:
    """Return the value with NaN, which JSON does not know, as None."""
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
