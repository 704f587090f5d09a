"""Elementary functions that give the same bits on every machine.

The mathematics library of a platform may round ``exp`` and ``log`` as it likes, and cannot be
vectorised by our compiler. These use only + − × ÷ and bit patterns, which IEEE 754 fixes exactly.
"""

from ecosim.compiled import bits_from_float, float_from_bits, rule
from ecosim.several import power_of_two

ROUNDING = 6755399441055744.0  # 1.5 · 2^52: adding it rounds to the nearest integer
LOG2_E = 1.4426950408889634
LN2_HIGH = 0.6931471803691238
LN2_LOW = 1.9082149292705877e-10
SQUARE_ROOT_OF_2 = 1.4142135623730951


@rule
def clip(value: float, low: float, high: float) -> float:
    """Hold a value between two bounds.

        clip(x) = min(max(x, low), high)

    Parameters
    ----------
    value : x, any number
    low : lowest value allowed, any number
    high : highest value allowed, any number not below low

    Source: Ours: shares and probabilities must stay in their range.

    >>> clip(1.2, 0.0, 1.0)
    1.0
    """
    return min(max(value, low), high)


@rule
def exponential(x: float) -> float:
    """Return e to the power x, to a relative error below 1e-14.

        eˣ = 2ⁿ · e^r,  n = round(x / ln 2),  r = x − n·ln 2,  e^r by a polynomial of degree 11

    Parameters
    ----------
    x : any number; beyond ±708 it is held there

    Source: Ours: Cody and Waite's range reduction and the Taylor polynomial in Horner's form.

    >>> round(exponential(1.0), 12)
    2.718281828459
    """
    x = min(max(x, -708.0), 708.0)
    shifted = x * LOG2_E + ROUNDING
    n = shifted - ROUNDING
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    p = 2.505210838544172e-08
    p = p * r + 2.755731922398589e-07
    p = p * r + 2.7557319223985893e-06
    p = p * r + 2.48015873015873e-05
    p = p * r + 0.0001984126984126984
    p = p * r + 0.001388888888888889
    p = p * r + 0.008333333333333333
    p = p * r + 0.041666666666666664
    p = p * r + 0.16666666666666666
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return p * power_of_two(shifted)


@rule
def natural_logarithm(x: float) -> float:
    """Return the natural logarithm of a positive number, to a relative error below 1e-14.

        ln x = n·ln 2 + 2(s + s³/3 + … + s²³/23),  x = 2ⁿ·m,  s = (m − 1)/(m + 1),  ½ < m² ≤ 2

    Parameters
    ----------
    x : above 0, and a normal number

    Source: Ours: the series of the inverse hyperbolic tangent, to degree 23.

    >>> round(natural_logarithm(10.0), 12)
    2.302585092994
    """
    bits = bits_from_float(x)
    n = float((bits >> 52) - 1023)
    m = float_from_bits((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000)
    if m > SQUARE_ROOT_OF_2:
        m = 0.5 * m
        n = n + 1.0
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    total = 0.0
    for k in range(23, 0, -2):
        total = total * z + 1.0 / k
    return n * LN2_HIGH + (2.0 * s * total + n * LN2_LOW)


@rule
def power(base: float, exponent: float) -> float:
    """Raise a positive number to any power.

        bᵃ = e^(a·ln b)

    Parameters
    ----------
    base : b, above 0
    exponent : a, any number

    Source: Ours: built on the two functions above for the same bits everywhere.

    >>> round(power(2.0, 0.5), 12)
    1.414213562373
    """
    return exponential(exponent * natural_logarithm(base))


@rule
def logistic(x: float) -> float:
    """Map any number to a smooth step from 0 to 1.

        logistic(x) = 1 / (1 + e⁻ˣ)

    Parameters
    ----------
    x : any number

    Source: Ours: the usual smooth threshold.

    >>> logistic(0.0)
    0.5
    """
    return 1.0 / (1.0 + exponential(-x))


@rule
def is_multiple(number: float, period: float) -> bool:
    """Tell whether a number of months is a whole multiple of a period.

        number/period = round(number/period)

    Parameters
    ----------
    number : whole number of months below 2⁵¹, at least 0
    period : months, above 0

    Source: Ours: the remainder operator would keep the compiler from vectorising.

    >>> is_multiple(24.0, 12.0)
    True
    """
    quotient = number / period
    return quotient == (quotient + ROUNDING) - ROUNDING
