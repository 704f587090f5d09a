"""A short summary of runs: the mean of every outcome, with its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute

from ecosim.results.figures import plus_minus
from ecosim.results.notebook import html_table
from ecosim.results.schemas import names_in_role
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["OUTCOME_GROUPS", "OutcomeSummary", "Summary", "grouped", "summarize"]

OUTCOME_GROUPS = {
    "Viability": (
        "viability", "inside_share", "survival", "provider_survival", "variety_attenuation",
    ),
    "Relationships": (
        "consonance", "resonance", "trust", "governance", "phase", "relationships",
        "new_partners", "partner_variety", "parting_rate", "negotiation",
    ),
    "Providers' development": (
        "maturity", "involvement", "coevolution", "coverage", "service_orientation",
        "datatization", "digitization", "platform_month", "decision_latency", "offer_lag",
    ),
    "Internationalization": (
        "foreign_share", "partner_borne_share", "markets_served", "first_entry",
    ),
    "Business": (
        "revenue_growth", "profit", "customers_lost",
    ),
    "Services": (
        "service_share", "services_in_use", "value_in_use", "service_churn", "price_gap",
        "delivery_overrun", "lost_wear_share", "service_margin", "realized_value_share",
    ),
    "Co-creation": (
        "needs_noticed", "projects", "releases", "invested", "time_to_service",
        "completion_share", "stopped_at_gate_share", "dropped_in_development_share",
        "failed_in_implementation_share", "false_rejection_share", "worthy_share",
        "release_return", "backward_share", "work_per_need", "wasted_work_share",
        "reuse_share", "module_stock", "practice", "data_access",
    ),
    "Middle managers": (
        "opportunities_discovered", "opportunities_created", "solution_share",
        "conversion_share", "units_per_solution", "bricolage_share", "manager_free_time",
        "co_production", "outreach", "mandate", "written_off", "discovered_novelty",
        "created_novelty", "discovered_spread", "created_spread", "age_at_drop",
        "time_to_market",
    ),
    "Carriers": (
        "late_share", "wrong_share", "load_factor", "carrier_price", "tracking_share",
        "resale",
    ),
    "Work of the three teams": (
        "effort_steering_identify", "effort_steering_prioritize", "effort_steering_develop",
        "effort_steering_implement", "effort_steering_evaluate",
        "effort_development_identify", "effort_development_prioritize",
        "effort_development_develop", "effort_development_implement",
        "effort_development_evaluate", "effort_operations_identify",
        "effort_operations_prioritize", "effort_operations_develop",
        "effort_operations_implement", "effort_operations_evaluate",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class OutcomeSummary:
    """One outcome over all runs that finished.

    Attributes
    ----------
    name, unit, description : as declared
    interval : mean with its confidence interval; ``count`` says in how many runs it was defined
    """

    name: str
    unit: str
    description: str
    interval: Interval


class Summary(tuple[OutcomeSummary, ...]):
    """Outcomes in order, which print and show themselves as a table."""

    def __repr__(self) -> str:
        lines = [f"{name:22} {value:>20}  {unit}" for name, value, unit in self._lines()]
        return "\n".join(lines) or "no outcomes"

    def _repr_html_(self) -> str:
        heads = ("outcome", "mean ± 95 % interval", "unit")
        return html_table(f"Outcomes, {self._runs}", heads, self._lines())

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    @property
    def _runs(self) -> str:
        most = max((outcome.interval.count for outcome in self), default=0)
        return "one run" if most == 1 else f"n = {most:,} runs"

    def _lines(self) -> list[tuple[str, str, str]]:
        return [(o.name, plus_minus(o.interval), "" if o.unit == "1" else o.unit) for o in self]


def summarize(runs: pa.Table, level: float = 0.95) -> Summary:
    """Return every outcome of a ``runs`` table, in the order of its columns.

    Parameters
    ----------
    runs : runs of one design point; those whose status is not ok are left out
    level : of the intervals, above 0 and below 1
    """
    finished = runs.filter(pa.compute.equal(runs["status"], "ok"))
    outcomes = names_in_role(runs.schema, "outcome")
    return Summary(_summary(finished, name, level) for name in outcomes)


def _summary(runs: pa.Table, name: str, level: float) -> OutcomeSummary:
    words = {key.decode(): word.decode() for key, word in runs.field(name).metadata.items()}
    interval = mean_interval(runs[name].to_numpy(), level)
    return OutcomeSummary(name, words["unit"], words["description"], interval)


def grouped(outcomes: Iterable[OutcomeSummary]) -> list[tuple[str, list[OutcomeSummary]]]:
    """Return outcomes under their headings, those without one at the end."""
    group_of = {name: heading for heading, names in OUTCOME_GROUPS.items() for name in names}
    groups: dict[str, list[OutcomeSummary]] = {heading: [] for heading in OUTCOME_GROUPS}
    for outcome in outcomes:
        groups.setdefault(group_of.get(outcome.name, "Others"), []).append(outcome)
    return [(heading, members) for heading, members in groups.items() if members]
