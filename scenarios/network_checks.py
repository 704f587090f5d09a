"""What can be wrong with the network generator of a scenario."""

from __future__ import annotations

from collections.abc import Iterator

from ecosim.declarations.networks import GENERATORS, GeneratorOption
from ecosim.declarations.scenario import NetworkSpec
from ecosim.scenarios.messages import Problem, choices, key_text, shown
from ecosim.scenarios.values import number_problem

__all__ = ["network_problems"]


def network_problems(network: NetworkSpec, firms: int) -> Iterator[Problem]:
    """Return what is wrong with weights and options, for the number of firms to connect."""
    if not any(network.layers.values()):
        yield Problem(
            "network.layers", "not all weights can be 0; to generate none, say generator = 'none'"
        )
    generator = GENERATORS.get(network.generator)
    for name, value in network.options.items():
        where = f"network.options.{key_text(name)}"
        if generator is None:
            yield Problem(where, f"the generator {shown(network.generator)} has no options")
        elif name not in generator.options:
            yield Problem(where, choices(name, generator.options.names))
        else:
            yield from _option_problem(generator.options[name], value, firms, where)


def _option_problem(option: object, value: float, firms: int, where: str) -> Iterator[Problem]:
    assert isinstance(option, GeneratorOption)
    text = number_problem(value, option.low, option.high)
    if text:
        yield Problem(where, text)
    elif option.whole and value != int(value):
        yield Problem(where, f"{shown(value)} is not a whole number")
    elif option.whole and value >= firms:
        yield Problem(where, f"{shown(value)} is not below {firms}, the number of firms to connect")
    elif option.name == "d" and value * firms % 2:
        yield Problem(
            where,
            f"{shown(value)} relationships for each of {firms} firms: one number must be even",
        )
