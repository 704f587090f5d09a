"""A few numbers side by side, treated at once: one instruction of the processor instead of several.

Kernels take them out of arrays, hand them to rules as if they were one number, and write them back.
Each place is computed for itself, in IEEE arithmetic, so the bits are those of a loop. Sums are
taken in order for the same reason. Without a compiler (``NUMBA_DISABLE_JIT=1``) they are NumPy
arrays, and a rule is asked for each place in turn.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin, lower_cast
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, models, register_model

from ecosim.compiled import PLAIN, bits_from_float, float_from_bits, inlined

__all__ = [
    "alike",
    "below",
    "in_order",
    "keep",
    "larger",
    "one_by_one",
    "picked",
    "power_of_two",
    "several",
    "together",
    "turned",
]

if PLAIN:

    def _stretch(array: Any, place: Any, count: int) -> Any:
        """Return the stretch of an array from a place on, along the last axis."""
        *row, start = place if isinstance(place, tuple) else (place,)
        return array[(*row, slice(start, start + count))]

    def several(array: Any, place: Any, count: int) -> Any:
        """Return ``count`` numbers of an array from a place on, side by side."""
        return _stretch(array, place, count).copy()

    def keep(numbers: Any, array: Any, place: Any) -> None:
        """Write numbers into an array from a place on, side by side."""
        _stretch(array, place, len(numbers))[:] = numbers

    def alike(value: float, count: int) -> Any:
        """Return ``count`` times the same number."""
        return np.full(count, value)

    def together(numbers: Any) -> Any:
        """Return a tuple's numbers side by side."""
        return np.array(numbers)

    def one_by_one(numbers: Any) -> Any:
        """Return several numbers as a tuple of single ones."""
        return tuple(numbers)

    def in_order(numbers: Any) -> float:
        """Return the sum of several numbers, added one after the other from the first on."""
        total = 0.0
        for number in numbers:
            total += number
        return total

    def below(one: Any, other: Any) -> Any:
        """Return 1 where one number is below the other, and 0 elsewhere."""
        return np.where(one < other, 1.0, 0.0)

    def larger(one: Any, other: Any) -> Any:
        """Return the larger of two numbers, place by place."""
        return np.where(other > one, other, one)

    def power_of_two(shifted: float) -> float:
        """Return 2 to a whole number, which stands in the last bits of a float64 near 1.5 · 2⁵²."""
        return float_from_bits(((bits_from_float(shifted) + 1023) & 0x7FF) << 52)

    def turned(rows: Any) -> Any:
        """Return four by four numbers turned: the first of each, the second of each, and so on."""
        return tuple(np.array(rows).T.copy())

else:

    class _Several(types.Type):  # type: ignore[misc]
        """The type of ``count`` numbers side by side."""

        def __init__(self, count: int) -> None:
            self.count = count
            super().__init__(f"Several{count}")

    _AT_ONCE = 4  # numbers in the widest register that every processor of today has

    def _groups(count: int) -> list[Any]:
        """Return the types of registers that hold so many numbers: of 4, the rest of 2 and 1."""
        sizes = [_AT_ONCE] * (count // _AT_ONCE) + [size for size in (2, 1) if count & size]
        return [ir.VectorType(ir.DoubleType(), size) for size in sizes]

    def _kind_of(count: int) -> Any:
        """Return how so many numbers are held: a register each group, whatever the processor."""
        return ir.LiteralStructType(_groups(count))

    @register_model(_Several)
    class _SeveralModel(models.PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager: Any, kind: Any) -> None:
            super().__init__(manager, kind, _kind_of(kind.count))

    def _joined(builder: Any, groups: list[Any]) -> Any:
        """Return groups of numbers as one value."""
        joined = ir.Constant(ir.LiteralStructType([group.type for group in groups]), ir.Undefined)
        for place, group in enumerate(groups):
            joined = builder.insert_value(joined, group, place)
        return joined

    def _parted(builder: Any, value: Any) -> list[Any]:
        """Return the groups that a value is made of."""
        return [builder.extract_value(value, place) for place in range(len(value.type.elements))]

    def _of_numbers(builder: Any, numbers: list[Any]) -> Any:
        """Return single numbers as one value."""
        groups, left = [], list(numbers)
        for kind in _groups(len(numbers)):
            group = ir.Constant(kind, ir.Undefined)
            for place in range(kind.count):
                group = builder.insert_element(group, left.pop(0), ir.IntType(32)(place))
            groups.append(group)
        return _joined(builder, groups)

    def _single(builder: Any, value: Any) -> list[Any]:
        """Return the numbers that a value is made of."""
        return [
            builder.extract_element(group, ir.IntType(32)(place))
            for group in _parted(builder, value)
            for place in range(group.type.count)
        ]

    @lower_cast(types.Float, _Several)  # type: ignore[untyped-decorator]
    def _widen(context: Any, builder: Any, given: Any, wanted: Any, value: Any) -> Any:
        return _of_numbers(builder, [value] * wanted.count)

    def _of_two(operation: Any, generate: Any) -> None:
        """Let an operation take several numbers, or several and one."""

        class Typing(AbstractTemplate):  # type: ignore[misc]
            def generic(self, arguments: Any, keywords: Any) -> Any:
                """Return the type of the result, or nothing if none is several."""
                found = [kind for kind in arguments if isinstance(kind, _Several)]
                if len(arguments) != 2 or not found:
                    return None
                return signature(found[0], found[0], found[0])

        infer_global(operation)(Typing)

        def lowered(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pairs = zip(*(_parted(builder, value) for value in arguments), strict=True)
            return _joined(builder, [generate(builder, one, other) for one, other in pairs])

        lower_builtin(operation, _Several, _Several)(lowered)

    # As numba and Python have it: the second of the two where it is beyond the first.
    def _larger(builder: Any, one: Any, other: Any) -> Any:
        return builder.select(builder.fcmp_ordered(">", other, one), other, one)

    def _smaller(builder: Any, one: Any, other: Any) -> Any:
        return builder.select(builder.fcmp_ordered("<", other, one), other, one)

    _of_two(operator.add, ir.IRBuilder.fadd)
    _of_two(operator.iadd, ir.IRBuilder.fadd)
    _of_two(operator.sub, ir.IRBuilder.fsub)
    _of_two(operator.mul, ir.IRBuilder.fmul)
    _of_two(operator.imul, ir.IRBuilder.fmul)
    _of_two(operator.truediv, ir.IRBuilder.fdiv)
    _of_two(max, _larger)
    _of_two(min, _smaller)

    @infer_global(operator.neg)
    class _NegativeTyping(AbstractTemplate):  # type: ignore[misc]
        def generic(self, arguments: Any, keywords: Any) -> Any:
            """Return the type of the result, or nothing if it is not several."""
            (kind,) = arguments
            return signature(kind, kind) if isinstance(kind, _Several) else None

    @lower_builtin(operator.neg, _Several)  # type: ignore[untyped-decorator]
    def _negative(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _joined(builder, [builder.fneg(group) for group in _parted(builder, arguments[0])])

    @inlined
    def larger(one: Any, other: Any) -> Any:
        """Return the larger of two numbers, place by place."""
        return max(one, other)

    @intrinsic  # type: ignore[untyped-decorator]
    def below(typing_context: Any, one: Any, other: Any) -> Any:
        """Return 1 where one number is below the other, and 0 elsewhere."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            groups = []
            for group, border in zip(*(_parted(builder, each) for each in arguments), strict=True):
                yes, no = ([value] * group.type.count for value in (1.0, 0.0))
                smaller = builder.fcmp_ordered("<", group, border)
                groups.append(builder.select(smaller, group.type(yes), group.type(no)))
            return _joined(builder, groups)

        return one(one, other), generate

    def _power_of_two(builder: Any, shifted: Any) -> Any:
        """Return powers of two for one group of numbers, or for one number."""
        count = getattr(shifted.type, "count", None)
        word = ir.IntType(64) if count is None else ir.VectorType(ir.IntType(64), count)

        def constant(value: int) -> Any:
            return word(value if count is None else [value] * count)

        bits = builder.add(builder.bitcast(shifted, word), constant(1023))
        bits = builder.shl(builder.and_(bits, constant(0x7FF)), constant(52))
        return builder.bitcast(bits, shifted.type)

    @intrinsic  # type: ignore[untyped-decorator]
    def power_of_two(typing_context: Any, shifted: Any) -> Any:
        """Return 2 to a whole number, which stands in the last bits of a float64 near 1.5 · 2⁵²."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            if not isinstance(shifted, _Several):
                return _power_of_two(builder, arguments[0])
            groups = _parted(builder, arguments[0])
            return _joined(builder, [_power_of_two(builder, group) for group in groups])

        return shifted(shifted), generate

    def _indices(array: Any) -> Any:
        """Return the type of a place in an array."""
        return types.intp if array.ndim == 1 else types.UniTuple(types.intp, array.ndim)

    def _places(context: Any, builder: Any, array: Any, held: Any, place: Any, count: int) -> Any:
        """Yield where in an array each group of numbers is; places are counted from its start."""
        indices = [place] if array.ndim == 1 else cgutils.unpack_tuple(builder, place)
        fields = context.make_array(array)(context, builder, held)
        first = cgutils.get_item_pointer(context, builder, array, fields, indices, wraparound=False)
        passed = 0
        for group in _groups(count):
            at = builder.gep(first, [context.get_constant(types.intp, passed)])
            passed += group.count
            yield builder.bitcast(at, group.as_pointer())

    @intrinsic(prefer_literal=True)  # type: ignore[untyped-decorator]
    def several(typing_context: Any, array: Any, place: Any, count: Any) -> Any:
        """Return ``count`` numbers of an array from a place on, a constant, side by side.

        A place is an index, or a tuple of them, the last of which moves on.
        """
        if not isinstance(count, types.IntegerLiteral) or array.layout != "C":
            return None
        kind = _Several(count.literal_value)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            held, start, _ = arguments
            places = _places(context, builder, array, held, start, kind.count)
            return _joined(builder, [builder.load(at, align=8) for at in places])

        return kind(array, _indices(array), count), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def keep(typing_context: Any, numbers: Any, array: Any, place: Any) -> Any:
        """Write numbers into an array from a place on, side by side."""
        if array.layout != "C":
            return None

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            value, held, start = arguments
            places = _places(context, builder, array, held, start, numbers.count)
            for group, at in zip(_parted(builder, value), places, strict=True):
                builder.store(group, at, align=8)
            return context.get_dummy_value()

        return types.none(numbers, array, _indices(array)), generate

    @intrinsic(prefer_literal=True)  # type: ignore[untyped-decorator]
    def alike(typing_context: Any, value: Any, count: Any) -> Any:
        """Return ``count`` times the same number; ``count`` is a constant."""
        if not isinstance(count, types.IntegerLiteral):
            return None
        kind = _Several(count.literal_value)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return _of_numbers(builder, [arguments[0]] * kind.count)

        return kind(types.float64, count), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def together(typing_context: Any, numbers: Any) -> Any:
        """Return a tuple's numbers side by side."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return _of_numbers(builder, cgutils.unpack_tuple(builder, arguments[0]))

        return _Several(len(numbers))(types.UniTuple(types.float64, len(numbers))), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def one_by_one(typing_context: Any, numbers: Any) -> Any:
        """Return several numbers as a tuple of single ones."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            single = _single(builder, arguments[0])
            return context.make_tuple(builder, signature.return_type, single)

        return types.UniTuple(types.float64, numbers.count)(numbers), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def in_order(typing_context: Any, numbers: Any) -> Any:
        """Return the sum of several numbers, added one after the other from the first on."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            total = ir.Constant(ir.DoubleType(), 0.0)
            for number in _single(builder, arguments[0]):
                total = builder.fadd(total, number)
            return total

        return types.float64(numbers), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def turned(typing_context: Any, rows: Any) -> Any:
        """Return four by four numbers turned: the first of each, the second of each, and so on."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            given = [
                _parted(builder, row)[0] for row in cgutils.unpack_tuple(builder, arguments[0])
            ]

            def mix(one: Any, other: Any, *places: int) -> Any:
                mask = ir.Constant(ir.VectorType(ir.IntType(32), _AT_ONCE), places)
                return builder.shuffle_vector(one, other, mask)

            # Pairs of rows exchange numbers, then pairs of pairs exchange halves.
            low = [mix(given[n], given[n + 1], 0, 4, 2, 6) for n in (0, 2)]
            high = [mix(given[n], given[n + 1], 1, 5, 3, 7) for n in (0, 2)]
            first, third = mix(*low, 0, 1, 4, 5), mix(*low, 2, 3, 6, 7)
            second, fourth = mix(*high, 0, 1, 4, 5), mix(*high, 2, 3, 6, 7)
            columns = [_joined(builder, [each]) for each in (first, second, third, fourth)]
            return context.make_tuple(builder, signature.return_type, columns)

        return rows(rows), generate


@inlined
def picked(column: Any, places: Any) -> Any:
    """Return what stands in a column at four places, side by side."""
    one, two, three, four = places
    return together((column[one], column[two], column[three], column[four]))
