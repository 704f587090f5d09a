"""Tracking technology such as RFID: when a carrier finds it worth its cost, what it leads to."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def tracking_gain(income: float, without: float, with_tracking: float, kept: float) -> float:
    """Return what a carrier would save with one customer by driving fuller, in MSEK per month.

        gain = s · income · max(0, 1 − L/L_t)

    Parameters
    ----------
    income : what the customer pays, MSEK per month, at least 0
    without : L, load factor without tracking, 0..1
    with_tracking : L_t, load factor with it, above 0
    kept : s, share of the saving that the carrier keeps, 0..1

    Source: [DS] §4.1.2, tracking improves trips. Ours: the form; price follows cost later.

    >>> round(tracking_gain(0.5, 0.5, 0.6, 0.6), 4)
    0.05
    """
    return kept * income * max(0.0, 1.0 - without / with_tracking)


@rule
def tracking_outlay(rate: float, scale: float, burden: float) -> float:
    """Return what tracking costs a carrier, in MSEK per month.

        outlay = r · scale · burden

    Parameters
    ----------
    rate : r, MSEK per month at scale 1, at least 0
    scale : square root of the number of employees, above 0
    burden : cost relative to other carriers, at least 0

    Source: [DS] §4.1.2, carriers hesitate over cost. Ours: the form; carriers differ in cost,
    identical ones would all adopt at once.

    >>> round(tracking_outlay(0.005, 8.0, 1.5), 4)
    0.06
    """
    return rate * scale * burden


@rule
def persuaded(belief: float, meetings: float, trust: float, effect: float) -> float:
    """Return how far a carrier believes in tracking after a month of meetings.

        b′ = clip(b + e·n·τ·(1 − b), 0, 1)

    Parameters
    ----------
    belief : b, 0..1
    meetings : n, per month with each provider, at least 0
    trust : τ, mean over the carrier's providers, 0..1
    effect : e, per meeting with full trust, 0..1

    Source: [DS] §4.1.2, many meetings face to face. Ours: the form.

    >>> round(persuaded(0.2, 0.5, 0.6, 0.1), 4)
    0.224
    """
    return clip(belief + effect * meetings * trust * (1.0 - belief), 0.0, 1.0)


@rule
def shared_risk(trust: float, sharing: float) -> float:
    """Return the share of a carrier's cost of tracking that a provider bears by agreement.

        s = b·τ

    Parameters
    ----------
    trust : τ, 0..1
    sharing : b, share borne at full trust, 0..1

    Source: [DS] §4.1.2, a risk-sharing agreement. Ours: it goes as far as trust does.

    >>> round(shared_risk(0.6, 0.5), 4)
    0.3
    """
    return sharing * trust


@rule
def tracking_utility(
    gain: float, outlay: float, belief: float, shared: float, aversion: float
) -> float:
    """Return what tracking is worth to a carrier in its own eyes, in MSEK per month.

        U = b·gain − (1 − s)·outlay·(1 + a·(1 − b))

    Parameters
    ----------
    gain : expected if all goes well, MSEK per month, at least 0
    outlay : MSEK per month, at least 0
    belief : b, how far it believes in the gain, 0..1
    shared : s, share of the outlay that others bear, 0..1
    aversion : a, aversion to risk, at least 0

    Source: [DS] §4.1.2, hesitant carriers, meetings and a risk-sharing agreement. Ours: expected
    gain less the carrier's own part of the cost, which weighs more the less it believes.

    >>> round(tracking_utility(0.1, 0.05, 0.8, 0.2, 1.0), 4)
    0.032
    """
    return belief * gain - (1.0 - shared) * outlay * (1.0 + aversion * (1.0 - belief))


@rule
def mastered_tracking(tracking: float, pace: float) -> float:
    """Return how well a carrier that has tracking technology masters it after a month.

        T′ = T + r·(1 − T)

    Parameters
    ----------
    tracking : T, 0..1
    pace : r, per month, 0..1

    Source: [DS] §4.1.2, tracking is learned in use. Ours: the form.

    >>> round(mastered_tracking(0.2, 0.1), 4)
    0.28
    """
    return tracking + pace * (1.0 - tracking)


@rule
def resale(turnover: float, tracking: float, rate: float) -> float:
    """Return what a carrier earns by offering its tracking to others, in MSEK per month.

        resale = r · turnover · T

    Parameters
    ----------
    turnover : of its business with others, MSEK per month, at least 0
    tracking : T, 0..1
    rate : r, share of that business at full mastery, 0..1

    Source: [DS] §4.1.2, carriers offer tracking to others as their own service. Ours: the form.

    >>> round(resale(6.0, 0.5, 0.01), 4)
    0.03
    """
    return rate * turnover * tracking


@rule
def lost_returns(wrong: float, sales: float, loss: float, recovered: float) -> float:
    """Return what wrong deliveries that come back cost a provider, in MSEK per month.

        cost = l · wrong · sales · (1 − recovered)

    Parameters
    ----------
    wrong : share of deliveries that are wrong, 0..1
    sales : MSEK per month, at least 0
    loss : l, share of their value that is lost without handling, 0..1
    recovered : share of that loss avoided by carriers that handle returns, 0..1

    Source: [DS] §4.1.2, returns handling by tracking. Ours: the form.

    >>> round(lost_returns(0.05, 4.0, 0.3, 0.5), 4)
    0.03
    """
    return loss * wrong * sales * (1.0 - recovered)


@rule
def meeting_cost(meetings: float, cost: float, scale: float) -> float:
    """Return what meetings with one carrier cost a provider, in MSEK per month.

        cost = n · c · scale

    Parameters
    ----------
    meetings : n, per month, at least 0
    cost : c, MSEK a meeting at scale 1, at least 0
    scale : square root of the number of employees, at least 0

    Source: [DS] §4.1.2, many meetings face to face. Ours: people's time.

    >>> round(meeting_cost(0.5, 0.0004, 8.0), 4)
    0.0016
    """
    return meetings * cost * scale


@rule
def resale_value(resale: float, income: float) -> float:
    """Return what a relationship is worth to a carrier beyond its fees, as value in use.

        v = R / max(R + F, 10⁻⁹)

    Parameters
    ----------
    resale : R, income from offering tracking to others, MSEK per month, at least 0
    income : F, fees from providers, MSEK per month, at least 0

    Source: [DS] §4.1.2, carriers gain an offer of their own. Ours: the form; what was learned
    together binds.

    >>> round(resale_value(0.1, 0.4), 4)
    0.2
    """
    return resale / max(resale + income, 1e-9)
