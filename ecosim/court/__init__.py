"""The theory court: patterns of the sources as experiments with verdicts."""

from ecosim.court.docket import verify
from ecosim.court.findings import Finding, Verdict

__all__ = ["Finding", "Verdict", "verify"]
