"""The profile of a Slurm cluster: a small TOML file that says what one job asks for."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from ecosim.errors import InputError
from ecosim.scenarios.complaints import problems_of
from ecosim.scenarios.messages import named, refuse, shown
from ecosim.scenarios.plain import plain_table
from ecosim.scenarios.setting_text import parse_toml
from ecosim.scenarios.sources import decoded, read_limited
from ecosim.scenarios.tables import Table
from ecosim.scenarios.values import Word

__all__ = ["PROFILE_TEMPLATE", "SlurmProfile", "read_profile"]

_LARGEST_FILE = 100_000
_MEMORY = re.compile(r"[1-9]\d{0,6}(\.\d+)? ?(MB|GB|TB|MiB|GiB|TiB)")
_TIME = re.compile(r"(\d{1,3}-)?\d{1,3}(:\d\d){1,2}")
PROFILE_TEMPLATE = """\
# How ecosim asks a Slurm cluster for workers. Check it with:  ecosim slurm check FILE

[slurm]
jobs = 4                         # how many jobs shall run at a time
cores = 2                        # processor cores of one job; each computes one chunk at a time
memory = "4GB"                   # of one job; a process takes about 300 MB
walltime = "04:00:00"            # of one job; its successor goes on where it ended
# partition = "compute"          # the cluster's default where left out
# account = "project-123"
# options = ["--qos=long"]       # further options of sbatch, one each
# prologue = ["module load python/3.12"]         # lines of shell before the work begins
# python = "/proj/ecosim/.venv/bin/python"       # by default the one that runs this command
# queue_hours = 24               # the sweep gives up when nothing was done for so long

# Where --slurm keeps a scheduler: "lo" is for jobs on this machine alone. Jobs on other machines
# need the network's interface, and certificates, since a scheduler runs what anybody sends to it.
# interface = "ib0"
# [tls]
# ca = "certificates/ca.pem"
# certificate = "certificates/ecosim.pem"
# key = "certificates/ecosim.key"
"""


def _matching(pattern: re.Pattern[str], example: str) -> AfterValidator:
    def check(found: str) -> str:
        if not pattern.fullmatch(found):
            raise InputError(f"{shown(found)} is not of the form {example}")
        return found

    return AfterValidator(check)


Lines = Annotated[list[Word], Field(max_length=50)]


class _SlurmTable(Table):
    """``[slurm]``: one job, and how many of them."""

    jobs: Annotated[int, Field(ge=1, le=10_000)]
    cores: Annotated[int, Field(ge=1, le=1024)] = 1
    memory: Annotated[Word, _matching(_MEMORY, '"4GB"')]
    walltime: Annotated[Word, _matching(_TIME, '"HH:MM:SS" or "DAYS-HH:MM:SS"')]
    partition: Annotated[Word, _matching(re.compile(r"[\w.,-]+"), "of a name")] | None = None
    account: Annotated[Word, _matching(re.compile(r"[\w.-]+"), "of a name")] | None = None
    options: Lines = Field(default_factory=list)
    prologue: Lines = Field(default_factory=list)
    python: Word = sys.executable
    queue_hours: Annotated[float, Field(gt=0.0, le=10_000.0)] = 24.0
    interface: Annotated[Word, _matching(re.compile(r"[\w.:-]+"), "of a name")] = "lo"


class _TlsTable(Table):
    """``[tls]``: files in PEM format, paths beside the profile."""

    ca: Word
    certificate: Word
    key: Word


class SlurmProfile(Table):
    """The tables of a profile."""

    slurm: _SlurmTable
    tls: _TlsTable | None = None

    @property
    def workers(self) -> int:
        """Return how many chunks its jobs compute at a time."""
        return self.slurm.jobs * self.slurm.cores

    def log_directive(self, logs: Path, name: str) -> str:
        """Return the option of sbatch that names the file for what a job prints."""
        return f'--output="{str(logs).replace("%", "%%")}/{name}.log"'

    @property
    def directives(self) -> list[str]:
        """Return the options of sbatch that ask for one job."""
        asked = self.slurm
        optional = {"partition": asked.partition, "account": asked.account}
        return [
            *(f"--{name}={value}" for name, value in optional.items() if value is not None),
            f"--cpus-per-task={asked.cores}",
            f"--mem={memory_in_mib(asked.memory)}M",
            f"--time={asked.walltime}",
            *asked.options,
        ]


def memory_in_mib(text: str) -> int:
    """Return an amount of memory as Slurm counts it, rounded up.

    >>> memory_in_mib("4GB"), memory_in_mib("1GiB")
    (3815, 1024)
    """
    from dask.utils import parse_bytes

    return -(-int(parse_bytes(text)) // 2**20)


def read_profile(path: Path) -> SlurmProfile:
    """Return the profile in a TOML file, with the paths of its certificates complete.

    Raises
    ------
    InputError
        one sentence: which file, which key, what was found and what is allowed
    """
    label = f"profile {shown(str(path))}"
    raw = read_limited(path, _LARGEST_FILE, label)
    with named(label):
        content = plain_table(parse_toml(decoded(raw)))
        if "slurm" not in content:
            raise InputError("there is no table [slurm]; ecosim slurm new FILE writes an example")
        try:
            profile = SlurmProfile.model_validate(content)
        except ValidationError as error:
            sections: dict[str, type[Table]] = {"slurm": _SlurmTable, "tls": _TlsTable}
            refuse(problems_of(error, content, sections), error.error_count())
            raise
        return _checked(profile, path.parent)


def _checked(profile: SlurmProfile, folder: Path) -> SlurmProfile:
    """Return a profile whose certificates and options can be used."""
    for option in profile.slurm.options:
        if not option.startswith("-"):
            raise InputError(f"slurm.options: {shown(option)} does not begin with a hyphen")
    if profile.tls is None:
        if profile.slurm.interface != "lo":
            raise InputError(
                f"slurm.interface: {shown(profile.slurm.interface)} is within reach of others; "
                "a table [tls] with certificates is needed there"
            )
        return profile
    paths = {name: str((folder / given).resolve()) for name, given in profile.tls}
    for name, given in paths.items():
        if not os.access(given, os.R_OK):
            raise InputError(f"tls.{name}: there is no file {shown(given)} that can be read")
    return profile.model_copy(update={"tls": _TlsTable(**paths)})
