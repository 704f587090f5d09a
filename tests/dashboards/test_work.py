"""Long work beside a page: it reports, it stops, it waits for its turn, it never shows a traceback."""

from __future__ import annotations

import threading
import time

import pytest

from ecosim.dashboards import work as module
from ecosim.dashboards.work import Work
from ecosim.errors import InputError


@pytest.fixture
def work():
    made = Work()
    yield made
    made.stop()


def until(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def counting(report, to=10**9):
    for done in range(1, to):
        report(done, to)
        time.sleep(0.005)


def test_work_reports_how_far_it_is_and_then_its_answer(work):
    seen = []
    work.state.subscribe(seen.append)
    work.start(lambda report: (counting(report, 120), "found")[1])
    until(lambda: work.state.value.answer)

    assert work.state.value.answer == "found"
    progress = [state for state in seen if state.total]
    assert progress
    assert all(state.running and state.seconds_left >= 0 for state in progress)


def test_work_that_is_stopped_ends_and_leaves_its_place(work):
    for _ in range(5):
        work.start(counting)
        until(lambda: work.state.value.total)
        work.stop()
        until(lambda: not work.state.value.running)
        assert work.state.value.problem == "Stopped."
    work.start(lambda report: 1)
    until(lambda: work.state.value.answer == 1)


def test_what_was_forgotten_says_nothing_later(work):
    work.start(counting)
    until(lambda: work.state.value.total)
    work.forget()
    time.sleep(0.4)

    assert not work.state.value.running
    assert work.state.value.problem == ""


def test_no_more_than_two_pieces_of_work_run_at_one_time():
    release, running = threading.Event(), []

    def task(report):
        running.append(1)
        assert release.wait(20)

    several = [Work() for _ in range(4)]
    for one in several:
        one.start(task)
    until(lambda: len(running) == module._AT_ONCE)
    time.sleep(0.3)
    assert len(running) == module._AT_ONCE
    release.set()
    until(lambda: len(running) == 4)
    until(lambda: not any(one.state.value.running for one in several))


def test_a_mistake_is_answered_with_its_sentence_and_a_fault_with_none_of_its_own(work):
    def raising(error):
        def task(report):
            raise error

        return task

    work.start(raising(InputError("seed: -1 is below 0")))
    until(lambda: work.state.value.problem)
    assert work.state.value.problem == "seed: -1 is below 0"
    work.start(raising(ValueError("secret")))
    until(lambda: work.state.value.problem and not work.state.value.running)
    assert "secret" not in work.state.value.problem
