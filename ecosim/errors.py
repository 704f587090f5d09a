"""The exception tree: everything ecosim raises on purpose derives from one class.

::

    EcosimError
    ├── InputError   what the user gave is wrong        exit code 2
    └── RunError     the work failed while it ran       exit code 1
"""

import difflib
from collections.abc import Iterable


class EcosimError(Exception):
    """Base of every exception that ecosim raises on purpose."""


class InputError(EcosimError, ValueError):
    """A file, an option or an argument from the user is wrong.

    The message is one sentence for the user: where, what was found, what is allowed, and the
    nearest valid name. The command line prints it without a traceback and exits with code 2.
    """


class RunError(EcosimError):
    """Valid input, but the work failed while it ran; the command line exits with code 1."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the valid name most like ``name``, or an empty string.

    >>> nearest("e3", ["E3", "N3"]), nearest("xyz", ["E3"])
    ("; did you mean 'E3'?", '')
    """
    by_letters = {valid.casefold(): valid for valid in names}
    found = difflib.get_close_matches(name.casefold(), by_letters, n=1, cutoff=0.5)
    return f"; did you mean {by_letters[found[0]]!r}?" if found else ""
