"""The commented file from which a new scenario starts."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ecosim.errors import InputError
from ecosim.scenarios.messages import brief, shown

__all__ = ["check_name", "template_text", "write_new", "write_template"]

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_. -]{0,98}[A-Za-z0-9]")
_TEMPLATE = """\
## A scenario for ecosim. Check it with:  ecosim scenarios check FILE
## Everything left out takes a default or, for firms, is drawn from an assumption. Write sources and
## reasons as comments with one mark: reports quote these.

[scenario]
name = "my-ecosystem"
title = "My ecosystem"
description = "What this scenario is about, in a sentence or two."
ticks = 120                      ## months
seed = 42                        ## the same seed gives the same numbers

## Generated firms, by kind: provider, customer, partner, logistics. They are called
## "customer-1", "customer-2" and so on. A field of a firm may be
##   a number, the same for all        employees = 50
##   a range, evenly spread            employees = { low = 20, high = 80 }
##   a median and a spread, skewed     employees = { median = 50, spread = 0.6 }
[population]
provider = { count = 5, industries = ["steel and metal"] }
customer = { count = 20, industries = ["steel and metal"], markets = ["SE", "FI"] }
logistics = { count = 3 }

## Several groups of one kind are written one by one; a role chooses assumptions.
[[population.partner]]
role = "technology provider"
count = 3

[[population.partner]]
role = "distributor"
count = 2
presence = 4                     ## foreign markets each one serves, on average

## Named firms. Any field may be given: the size of the firm, its capabilities, its maturity …
[[firm]]
id = "A"
kind = "provider"
industry = "steel and metal"
market = "SE"                    ## home market
employees = 12                   ## full-time equivalents
turnover = 15                    ## MSEK per year
capability.analytics = 0.7       ## 0 to 1
strategy.internationalization = "ecosystem"

[[firm]]
id = "B"
kind = "partner"
role = "platform provider"
market = "FI"
markets = ["SE", "DE"]           ## foreign markets it serves at the start

## Relationships at the start, between named or generated firms.
[[relationship]]
source = "A"
target = "customer-1"
trust = 0.6
share = 0.3                      ## of the customer's budget

## All other relationships are generated around these.
[network]
generator = "role-constrained"
mean_degree = 6

## How firms choose partners, and how they go international, where they do not say it themselves.
[policy]
partner_selection = "viable"

[strategy]
internationalization = "adaptive"
innovation = "micro-service"

## How far each of the joint teams of a provider and a customer takes part: 0 to 1.
[teams]
steering = 1.0
development = 1.0
operations = 1.0

## Any mechanism can be switched off: see `ecosim mechanisms`.
[mechanisms]
coopetition = true

## Any parameter can be changed: see `ecosim parameters`.
[parameters]
trust_gain = 0.05

## A dated disturbance; industry, market or firm limit whom it hits.
[[shock]]
month = 60
kind = "demand"
size = 0.2
industry = "steel and metal"

## Which partner suits A best?  ecosim compare FILE --out DIR
[comparison]
focal = "A"
candidates = ["B", "partner-1", "partner-4"]
"""


def template_text(name: str) -> str:
    """Return the text of a new scenario; an unusual name is replaced by "my-ecosystem"."""
    return _TEMPLATE.replace("my-ecosystem", name, 1) if _SAFE_NAME.fullmatch(name) else _TEMPLATE


def write_template(target: str | os.PathLike[str]) -> Path:
    """Write a new scenario file and return its path; see ``write_new``."""
    check_name(target)
    return write_new(target, template_text(Path(target).stem).encode())


def check_name(target: str | os.PathLike[str]) -> None:
    """Raise ``InputError`` unless a scenario file would be known as one by its name."""
    if Path(target).suffix.lower() != ".toml":
        raise InputError(
            f"{shown(str(target))}: a scenario file has a name that ends with .toml, for example "
            f"{shown(Path(target).stem + '.toml')}"
        )


def write_new(target: str | os.PathLike[str], content: bytes) -> Path:
    """Write a new file and return its path; a file that exists is never replaced.

    Raises
    ------
    InputError
        where the file exists or cannot be written
    """
    path = Path(target)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError(f"{shown(str(path))} exists already; name a new file") from None
    except FileNotFoundError:
        raise InputError(f"{shown(str(path))}: there is no such folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{shown(str(path))}: cannot be written: {brief(reason, 80)}") from None
    return path
