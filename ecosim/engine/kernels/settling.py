"""Part of closing the books: firms sum up, pay owners and adjust their staff, four at a time."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM
from ecosim.engine.settings import P
from ecosim.rules.accounts import (
    adjusted_staff,
    dividend,
    liquidity,
    materials,
    operating_margin,
    volume,
)
from ecosim.several import alike, keep, several

SMOOTHING = 0.1  # the operating result is a moving average over about a year
AT_ONCE = 4  # firms that settle side by side


def _reading(width):
    """Return parts that read columns of so many firms side by side."""

    @inlined
    def of(firms, column, i):
        """Return a column of firms from i on."""
        return several(firms, (column, i), width)

    @inlined
    def total(firms, first, last, i):
        """Return the sum of columns from first to before last."""
        found = alike(0.0, width)
        for column in range(first, last):
            found += of(firms, column, i)
        return found

    return of, total


def _spending(width):
    """Return a part that adds up what so many firms spend."""
    of, total = _reading(width)

    @inlined
    def spent(firms, i):
        """Return what firms paid inside the ecosystem, and outside.

        Columns of firms decide what counts: all from after investment to before the cost goes
        outside.
        """
        inside = of(firms, FIRM.paid_home, i) + of(firms, FIRM.paid_partners, i)
        inside += of(firms, FIRM.paid_services, i)
        outside = of(firms, FIRM.paid_elsewhere, i) + of(firms, FIRM.cost_materials, i)
        outside += of(firms, FIRM.cost_wages, i) + of(firms, FIRM.cost_relationships, i)
        outside += of(firms, FIRM.cost_markets, i)
        outside += of(firms, FIRM.cost_logistics, i) + of(firms, FIRM.cost_negotiation, i)
        invested = of(firms, FIRM.investment_maturity, i) + of(
            firms, FIRM.investment_involvement, i
        )
        outside += invested
        outside += total(firms, FIRM.investment_involvement + 1, FIRM.cost, i)
        return inside, outside

    return spent


def _closing(width):
    """Return a part that closes the books of so many firms."""
    of, total = _reading(width)
    spent = _spending(width)

    @inlined
    def close(p, firms, quality, i):
        """Sum up costs, pay owners, move the rest of the profit into cash, and adjust staff.

        All revenue from after that of services to before what is paid at home comes from outside.
        """
        # Usual business, which takes materials and staff.
        usual = of(firms, FIRM.revenue_product, i) + of(firms, FIRM.revenue_foreign, i)
        usual = usual + of(firms, FIRM.revenue_partner, i) + of(firms, FIRM.revenue_other, i)
        staff = of(firms, FIRM.employees, i)
        share, gap = of(firms, FIRM.material_share, i), of(firms, FIRM.supply_gap, i)
        keep(materials(usual, share, gap), firms, (FIRM.cost_materials, i))
        keep(p[P.wage] * staff, firms, (FIRM.cost_wages, i))
        inside, outside = spent(firms, i)
        cost, beside = inside + outside, total(firms, FIRM.revenue_service + 1, FIRM.paid_home, i)
        revenue = usual + of(firms, FIRM.revenue_service, i) + beside
        profit, before = revenue - cost, of(firms, FIRM.cash, i)
        paid_out = dividend(before + profit, cost, p[P.dividend_share])
        cash = before + (profit - paid_out)
        keep(cost, firms, (FIRM.cost, i))
        keep(profit, firms, (FIRM.profit, i))
        keep(paid_out, firms, (FIRM.dividends, i))
        keep(cash, firms, (FIRM.cash, i))
        keep(liquidity(cash, cost), firms, (FIRM.liquidity, i))
        abroad = of(firms, FIRM.revenue_foreign, i) + of(firms, FIRM.revenue_other, i) + beside
        gone = of(firms, FIRM.paid_outside, i) + (outside + paid_out - abroad)
        keep(gone, firms, (FIRM.paid_outside, i))
        result = of(firms, FIRM.operating_result, i)
        result += SMOOTHING * (operating_margin(profit, revenue) - result)
        keep(result, firms, (FIRM.operating_result, i))
        work = volume(usual, several(quality, i, width))
        people = adjusted_staff(staff, work, of(firms, FIRM.productivity, i), p[P.staff_pace])
        keep(people, firms, (FIRM.employees, i))

    return close


_close_several, _close_one = _closing(AT_ONCE), _closing(1)


@kernel
def settle(p, firms, quality, low, high):
    """Let firms in business from low to high settle.

    ``quality`` [n] is what each delivers for what it earns: the better, the less work.
    """
    alive, i = firms[FIRM.alive], low
    while i < high:
        if i + AT_ONCE <= high and alive[i : i + AT_ONCE].min() > 0.0:
            _close_several(p, firms, quality, i)
            i += AT_ONCE
        else:
            if alive[i] > 0.0:
                _close_one(p, firms, quality, i)
            i += 1
