"""What surrounds every page: served from here alone, readable, and guarded."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import ecosim.dashboards
from ecosim.command_line import main
from ecosim.dashboards.boundary import sentence_for
from ecosim.dashboards.server import taken
from ecosim.dashboards.vendor import VENDOR, vendor_url
from ecosim.errors import InputError

ROOM = Path(ecosim.dashboards.__file__).parent
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def ask(
    server: str, method: str, path: str, headers: dict[str, str] | None = None
) -> http.client.HTTPResponse:
    host = server.removeprefix("http://")
    with contextlib.closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.request(method, path, headers=headers or {})
        return connection.getresponse()


def handshake(server: str, origin: str | None) -> int:
    path = "/jupyter/api/kernels/k/channels?session_id=s"
    return ask(server, "GET", path, HANDSHAKE | ({"Origin": origin} if origin else {})).status


@pytest.mark.parametrize("host", ["evil.example:8765", "evil.example", "[", "localhost.evil"])
def test_another_name_made_to_lead_here_gets_nothing(server, host):
    posing = {"Host": host, "Origin": f"http://{host}"}
    path = "/jupyter/api/kernels/k/channels?session_id=s"

    assert ask(server, "GET", "/", posing).status == 421
    assert ask(server, "GET", path, HANDSHAKE | posing).status == 403
    assert ask(server, "GET", "/", {"Host": "localhost:8765"}).status == 200


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_first_page_has_no_serious_accessibility_issue(
    visit, serious_issues, keep, theme, width
):
    page = visit("/", width=width, theme=theme)

    keep(page, f"home-{theme}-{width}")
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_switch_changes_colours_and_the_choice_lasts(visit):
    page = visit("/")
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    page.get_by_role("button", name="Switch between light and dark").click()
    page.reload()
    page.locator("main h1").first.wait_for()

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_a_slow_machine_may_take_its_time_to_load_a_drawing(visit):
    page = visit("/explore")
    page.locator(".network-canvas[data-month='12']").wait_for()
    given_up = "new Promise(done => setTimeout(() => done(signal.aborted), 200))"

    assert not page.evaluate(
        f"() => {{ const signal = AbortSignal.timeout(1); return {given_up}; }}"
    )


def test_a_foreign_page_cannot_open_the_websocket(server):
    assert handshake(server, server) == 101
    assert handshake(server, "http://example.org") == 403
    assert handshake(server, None) == 403


def test_pages_say_what_a_browser_may_load(server):
    policy = ask(server, "GET", "/").headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_a_large_request_is_refused(server):
    assert ask(server, "POST", "/", {"Content-Length": "2000000"}).status == 413


def test_an_unknown_page_is_not_found(server):
    assert ask(server, "GET", "/no/such/page").status == 404


def test_every_file_the_style_sheet_names_is_served_from_here():
    sheet = (ROOM / "theme" / "custom.css").read_text("utf-8")
    named = re.findall(r'url\("/_solara/cdn/([^"]+)"\)', sheet)

    assert len(named) == 4
    assert all((VENDOR / name).is_file() for name in named)


def test_the_front_end_is_of_the_version_that_solaras_page_asks_for():
    import solara

    template = Path(solara.__file__).parent / "server" / "templates" / "solara.html.j2"
    asked = set(
        re.findall(
            r"(?:@widgetti/solara-vuetify3-app|requirejs)@[\d.]+", template.read_text("utf-8")
        )
    )

    assert asked == {vendor_url("@widgetti/solara-vuetify3-app", "").split("cdn/")[1].strip("/"),
                     vendor_url("requirejs", "").split("cdn/")[1].strip("/")}  # fmt: skip


def test_a_visitor_reads_our_sentences_and_no_others():
    assert sentence_for(InputError("seed: -1 is below 0")) == "seed: -1 is below 0"
    assert "secret" not in sentence_for(ValueError("secret"))


def test_a_port_in_use_is_said_before_anything_is_compiled():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = CliRunner().invoke(main, ["dashboard", "--port", str(port)])

        assert taken("127.0.0.1", port)
    assert isinstance(said.exception, SystemExit)
    assert said.exit_code == 2
    assert f"--port: {port}" in said.output


def test_the_command_line_explains_itself_without_solara():
    code = "import sys; from ecosim.command_line import main; assert 'solara' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
