"""The only door to numba: how rules and kernels become machine code.

Rules and kernels are plain Python and run as such when ``NUMBA_DISABLE_JIT=1``; otherwise they are
compiled with strict floating point (no ``fastmath``), so that both give the same bits, and so does
every processor.
"""

from __future__ import annotations

import contextlib
import functools
import operator
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin, lower_constant
from numba.core.typing.templates import AttributeTemplate, Signature, infer_getattr
from numba.extending import (
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
)
from numba.np.arrayobj import populate_array

from ecosim.code_cache import code_folder
from ecosim.constants import Constants

__all__ = [
    "bits_from_float",
    "borrowed",
    "compile_for",
    "entry",
    "float_from_bits",
    "inlined",
    "is_kernel",
    "kernel",
    "part",
    "rule",
    "scratch",
]

PLAIN = bool(numba.config.DISABLE_JIT)

# A month passes most loops once: the code of all stages is more than a processor keeps at hand, so
# short code beats unrolled code. LLVM takes this for all that the process compiles.
for _option in ("-unroll-runtime=false", "-unroll-threshold=40"):
    binding.set_option("ecosim", _option)

Rule = TypeVar("Rule", bound=Callable[..., Any])

if PLAIN:
    # Unsigned wrap-around is what the random streams are made of, not an accident. The first line
    # holds in this thread, the second in all others.
    np.seterr(over="ignore")
    warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)


@contextlib.contextmanager
def _numba_cache_in(folder: Path) -> Iterator[None]:
    """Point numba at ``folder`` while a function is decorated; users' own are left alone."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


def inlined(function: Callable[..., Any]) -> Any:
    """Compile a part of kernels that they take in as if it were written there."""
    return _compiled(function, forceinline=True)


def part(function: Callable[..., Any]) -> Any:
    """Compile a part of a kernel that takes the whole world; numba copies its text into the kernel.

    A real call would hand over, and count references to, every array of the world.
    """
    return _compiled(function, inline="always")


def rule(function: Rule) -> Rule:
    """Compile a scalar equation; kernels take it in as if it were written there.

    Several numbers side by side (see ``several``) are treated each for itself.
    """
    compiled: Rule = _place_by_place(function) if PLAIN else inlined(function)
    return compiled


def _place_by_place(function: Callable[..., Any]) -> Any:
    """Let a function of numbers take arrays of them, of one length, and single ones."""

    @functools.wraps(function)
    def each(*arguments: Any, **named: Any) -> Any:
        for argument in arguments:
            if argument.__class__ is np.ndarray:
                count = len(argument)
                break
        else:
            return function(*arguments, **named)
        places = [
            argument if argument.__class__ is np.ndarray else (argument,) * count
            for argument in arguments
        ]
        return np.array([function(*place) for place in zip(*places, strict=True)])

    each.py_func = function  # type: ignore[attr-defined] # as a compiled function has it
    return each


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a loop over rules that only compiled code calls, and keep it on disk."""
    return _kept(function, no_cpython_wrapper=True)


def entry(function: Callable[..., Any]) -> Any:
    """Compile a function that Python calls; it and all it calls are kept on disk as one."""
    return _kept(function)


def is_kernel(function: Any) -> bool:
    """Tell whether something is a kernel, compiled or not yet."""
    return bool(getattr(function, "targetoptions", {}).get("no_cpython_wrapper"))


def compile_for(function: Any, *examples: Any) -> None:
    """Compile a function for arguments like these; a kernel borrows the bundles it is given."""
    kinds = [numba.typeof(example) for example in examples]
    if is_kernel(function):
        kinds = [_Borrowed(k) if isinstance(k, types.BaseNamedTuple) else k for k in kinds]
    function.compile(tuple(kinds))


def _kept(function: Callable[..., Any], **options: Any) -> Any:
    """Compile and keep the machine code, as long as no source it is made of is edited."""
    folder = None if PLAIN else code_folder(function.__module__)
    if folder is None:
        return _compiled(function, **options)
    with _numba_cache_in(folder):
        return _compiled(function, cache=True, **options)


def _compiled(function: Callable[..., Any], **options: Any) -> Any:
    """Compile without the interpreter lock and with IEEE arithmetic, division by zero included."""
    return numba.njit(nogil=True, error_model="numpy", no_cfunc_wrapper=True, **options)(function)


if PLAIN:

    def borrowed(bundle: Any) -> Any:
        """Return a bundle of arrays as it is."""
        return bundle

    def scratch(size: int) -> Any:
        """Return an array of ``size`` numbers, not set to anything yet."""
        return np.empty(size)

    def float_from_bits(bits: int) -> float:
        """Return the float64 whose bit pattern is the integer ``bits``."""
        return float(struct.unpack("<d", struct.pack("<Q", int(bits)))[0])

    def bits_from_float(value: float) -> int:
        """Return the bit pattern of a float64 as an integer."""
        return int(struct.unpack("<q", struct.pack("<d", float(value)))[0])

else:

    class _ConstantsType(types.Type):  # type: ignore[misc]
        """The type of named constants: it is its values, and nothing is left at run time."""

        def __init__(self, bundle: Any) -> None:
            self.bundle = bundle
            super().__init__(f"Constants{zlib.crc32(repr(bundle).encode())}")

    register_model(_ConstantsType)(models.OpaqueModel)

    @typeof_impl.register(Constants)  # type: ignore[untyped-decorator]
    def _typeof_constants(bundle: Any, context: Any) -> Any:
        return _ConstantsType(bundle)

    @lower_constant(_ConstantsType)  # type: ignore[untyped-decorator]
    def _nothing(context: Any, builder: Any, kind: Any, bundle: Any) -> Any:
        return context.get_dummy_value()

    @infer_getattr
    class _ConstantsFields(AttributeTemplate):  # type: ignore[misc]
        key = _ConstantsType

        def generic_resolve(self, kind: Any, name: str) -> Any:
            """Return the type of a field."""
            return types.intp if name in kind.bundle._fields else None

    @lower_getattr_generic(_ConstantsType)  # type: ignore[untyped-decorator]
    def _constant(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
        return context.get_constant(types.intp, getattr(kind.bundle, name))

    class _Counted(types.Array):  # type: ignore[misc]
        """The type of an array whose places are counted from its start, never from its end."""

    register_model(_Counted)(models.ArrayModel)

    def _unsigned(index: Any) -> Any:
        """Return the type of an index without a sign, for which numba asks no end of an array."""
        if isinstance(index, types.BaseTuple):
            return types.Tuple([_unsigned(part) for part in index])
        return types.uintp if isinstance(index, types.Integer) else index

    def _at_unsigned(operation: Any) -> Any:
        """Return how an array is read or written at an index known to be at least 0."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array, index, *written = signature.args
            plain = types.Array(array.dtype, array.ndim, array.layout)
            kinds = Signature(signature.return_type, (plain, _unsigned(index), *written), None)
            at = context.cast(builder, arguments[1], index, _unsigned(index))
            do = context.get_function(operation, kinds)
            return do(builder, (arguments[0], at, *arguments[2:]))

        return generate

    for _index in (types.Integer, types.BaseTuple):
        lower_builtin(operator.getitem, _Counted, _index)(_at_unsigned(operator.getitem))
        lower_builtin(operator.setitem, _Counted, _index, types.Any)(_at_unsigned(operator.setitem))

    class _Borrowed(types.Type):  # type: ignore[misc]
        """The type of a named tuple of arrays that is handed on as one pointer."""

        def __init__(self, bundle: Any) -> None:
            self.bundle = bundle
            super().__init__(f"Borrowed{zlib.crc32(str(bundle).encode())}")

    register_model(_Borrowed)(models.OpaqueModel)

    @infer_getattr
    class _BorrowedFields(AttributeTemplate):  # type: ignore[misc]
        key = _Borrowed

        def generic_resolve(self, borrowed: Any, name: str) -> Any:
            """Return the type of a field."""
            fields = borrowed.bundle.fields
            kind = borrowed.bundle.types[fields.index(name)] if name in fields else None
            if isinstance(kind, types.Array):
                return _Counted(kind.dtype, kind.ndim, kind.layout)
            if isinstance(kind, types.BaseNamedTuple):
                return _Borrowed(kind)
            return kind if isinstance(kind, types.Number) else None

    @lower_getattr_generic(_Borrowed)  # type: ignore[untyped-decorator]
    def _field(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
        """Load an array; as it has no owner, nobody counts references to it."""
        bundle = kind.bundle
        start = builder.bitcast(value, context.get_value_type(bundle).as_pointer())
        place = bundle.fields.index(name)
        there = cgutils.gep_inbounds(builder, start, 0, place)
        if isinstance(bundle.types[place], types.BaseNamedTuple):
            return builder.bitcast(there, context.get_value_type(_Borrowed(bundle.types[place])))
        loaded = builder.load(there)
        if not isinstance(bundle.types[place], types.Array):
            return loaded
        array = context.make_array(bundle.types[place])(context, builder, loaded)
        for owner in ("meminfo", "parent"):
            setattr(array, owner, getattr(array, owner).type(None))
        return array._getvalue()

    @intrinsic  # type: ignore[untyped-decorator]
    def borrowed(typing_context: Any, bundle: Any) -> Any:
        """Return a named tuple of arrays as one pointer: handing it on costs nothing.

        It may hold numbers, and further named tuples, which are borrowed with it.

        Nobody counts references to its arrays: whoever calls must keep them alive meanwhile, as
        Python does for arguments.
        """

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            if isinstance(bundle, _Borrowed):
                return arguments[0]
            kept = cgutils.alloca_once_value(builder, arguments[0])
            return builder.bitcast(kept, context.get_value_type(signature.return_type))

        kind = bundle if isinstance(bundle, _Borrowed) else _Borrowed(bundle)
        return kind(bundle), generate

    @intrinsic(prefer_literal=True)  # type: ignore[untyped-decorator]
    def scratch(typing_context: Any, size: Any) -> Any:
        """Return an array of ``size`` numbers, a constant, that lives as long as its kernel.

        It is not set to anything yet. The compiler knows that it overlaps with nothing else, and
        keeps small ones in registers.
        """
        if not isinstance(size, types.IntegerLiteral):
            return None
        kind, count = types.Array(types.float64, 1, "C"), size.literal_value

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            room = cgutils.alloca_once(builder, ir.ArrayType(ir.DoubleType(), count))
            room.align = 64
            array = context.make_array(kind)(context, builder)
            populate_array(
                array,
                data=builder.bitcast(room, array.data.type),
                shape=[context.get_constant(types.intp, count)],
                strides=[context.get_constant(types.intp, 8)],
                itemsize=context.get_constant(types.intp, 8),
                meminfo=None,
            )
            return array._getvalue()

        return kind(size), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def float_from_bits(typing_context: Any, bits: Any) -> Any:
        """Return the float64 whose bit pattern is the integer ``bits``."""
        if not isinstance(bits, types.Integer) or bits.bitwidth != 64:
            return None

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], ir.DoubleType())

        return types.float64(bits), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def bits_from_float(typing_context: Any, value: Any) -> Any:
        """Return the bit pattern of a float64 as an integer."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], ir.IntType(64))

        return types.int64(types.float64), generate
