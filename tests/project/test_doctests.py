"""The examples in docstrings run and print what they say."""

import doctest
from importlib import import_module


def test_examples_in_docstrings_print_what_they_say(module_name: str) -> None:
    assert doctest.testmod(import_module(module_name)).failed == 0
