"""What carriers make of a month: how full they drove, what they charge, and whether to track."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.rules.accounts import scale
from ecosim.rules.planning import (
    load_factor,
    load_surcharge,
    order_information,
    planning_quality,
)
from ecosim.rules.tracking import (
    mastered_tracking,
    persuaded,
    resale,
    resale_value,
    shared_risk,
    tracking_gain,
    tracking_outlay,
    tracking_utility,
)


@inlined
def planned(p, coupling, routines, consonance, tracking):
    """Return how well a carrier with this mastery of tracking can plan for a provider."""
    orders = order_information(coupling, routines, p[P.order_visibility])
    return planning_quality(
        orders, consonance, tracking,
        p[P.planning_base], p[P.planning_consonance], p[P.planning_tracking],
    )  # fmt: skip


@inlined
def borne_by_provider(p, ties, firms, slot, j):
    """Return the share of a carrier's cost of tracking that one provider bears by agreement."""
    part = ties[TIE.fee, slot] / max(firms[FIRM.revenue_partner, j], 1e-9)
    return min(1.0, part) * shared_risk(ties[TIE.trust, slot], p[P.risk_sharing])


@inlined
def outlay_of(p, firms, j):
    """Return what tracking costs a carrier this month, whoever bears it."""
    return tracking_outlay(
        p[P.tracking_outlay], scale(firms[FIRM.employees, j]), firms[FIRM.tracking_burden, j]
    )


@inlined
def _load(p, planning):
    """Return how full a carrier drives that plans this well."""
    return load_factor(planning, p[P.load_unplanned], p[P.load_planned])


@kernel
def drive(p, links, ties, firms, j):
    """Write how full a carrier drove and what it therefore charges next month."""
    planning, income = 0.0, 0.0
    worth = resale_value(firms[FIRM.revenue_resale, j], firms[FIRM.revenue_partner, j])
    for slot in links:
        planning += ties[TIE.fee, slot] * ties[TIE.planning, slot]
        income += ties[TIE.fee, slot]
        ties[TIE.value_in_use, slot] = worth
    load = _load(p, planning / income) if income > 0.0 else p[P.load_normal]
    firms[FIRM.load_factor, j] = load
    firms[FIRM.surcharge, j] = load_surcharge(load, p[P.load_normal], p[P.load_pricing])


@inlined
def _gain(p, ties, firms, slot, i):
    """Return what tracking would save a carrier with one provider."""
    coupling, habit = firms[FIRM.coupling, i], ties[TIE.routines, slot]
    fit = ties[TIE.consonance, slot]
    without = _load(p, planned(p, coupling, habit, fit, 0.0))
    with_tracking = _load(p, planned(p, coupling, habit, fit, 1.0))
    return tracking_gain(ties[TIE.fee, slot], without, with_tracking, p[P.saving_kept])


@kernel
def weigh_tracking(p, links, ties, firms, source, j):
    """Let a carrier be persuaded, and write what tracking is worth to it in its own eyes."""
    gain, shared, trust, income = 0.0, 0.0, 0.0, 0.0
    for slot in links:
        belief = ties[TIE.trust, slot]
        gain += _gain(p, ties, firms, slot, source[slot])
        shared += ties[TIE.fee, slot] * shared_risk(belief, p[P.risk_sharing])
        income += ties[TIE.fee, slot]
        trust += belief
    trust /= max(1.0, len(links))
    gain += resale(firms[FIRM.turnover, j], 1.0, p[P.resale_rate])
    believing = persuaded(
        firms[FIRM.tracking_belief, j], p[P.carrier_meetings], trust, p[P.persuasion]
    )
    firms[FIRM.tracking_belief, j] = believing
    firms[FIRM.tracking_worth, j] = tracking_utility(
        gain, outlay_of(p, firms, j), believing, shared / max(income, 1e-9),
        firms[FIRM.risk_aversion, j],
    )  # fmt: skip


@kernel
def run_tracking(p, links, ties, firms, j):
    """Write what tracking costs a carrier itself, and what it earns by offering it to others."""
    tracking, shared = firms[FIRM.tracking, j], 0.0
    for slot in links:
        shared += borne_by_provider(p, ties, firms, slot, j)
    own = max(0.0, 1.0 - shared) * outlay_of(p, firms, j)
    firms[FIRM.cost_logistics, j] = own if tracking > 0.0 else 0.0
    firms[FIRM.revenue_resale, j] = resale(firms[FIRM.turnover, j], tracking, p[P.resale_rate])


@kernel
def decide_tracking(p, firms, chance, counters, events, details, tick, j):
    """Let a carrier adopt tracking where it seems to pay, or get better at what it has."""
    mastery, worth = firms[FIRM.tracking, j], firms[FIRM.tracking_worth, j]
    if mastery == 0.0:
        if worth <= 0.0 or chance >= p[P.tracking_rate]:
            return
        emit(counters, events, details, tick, EVENT.tracking_adopted, j, -1, worth)
    firms[FIRM.tracking, j] = mastered_tracking(mastery, p[P.tracking_pace])
