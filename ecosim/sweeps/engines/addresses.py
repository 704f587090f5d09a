"""Who may reach a scheduler, which runs whatever it is sent."""

from __future__ import annotations

import ipaddress
import re

import distributed

from ecosim.errors import InputError
from ecosim.scenarios.messages import shown

__all__ = ["check_address", "is_loopback"]

_FORM = re.compile(r"(?P<protocol>tcp|tls)://(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})")


def check_address(address: str, security: distributed.Security | None = None) -> None:
    """Refuse an address of another form, and one off this machine without encryption.

    Parameters
    ----------
    address : of a scheduler
    security : certificates; by default those that Dask's own configuration names

    Raises
    ------
    InputError
        where it cannot be used
    """
    label = f"scheduler {shown(address)}"
    found = _FORM.fullmatch(address)
    if not found:
        raise InputError(f"{label}: is not of the form tcp://HOST:PORT or tls://HOST:PORT")
    if found["protocol"] == "tls":
        held = (security or distributed.Security()).get_tls_config_for_role("client")
        if None in (held.get("ca_file"), held.get("cert"), held.get("key")):
            raise InputError(
                f"{label}: needs certificates; set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
                "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and "
                "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY to their files"
            )
    elif not is_loopback(found["host"].strip("[]")):
        raise InputError(
            f"{label}: is on another machine, where a scheduler runs what anybody sends to it; "
            "only tls:// is allowed there"
        )


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, out of reach for others."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
