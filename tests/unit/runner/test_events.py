import json

import pytest

from chiso.errors import Problem, RunError
from chiso.runner.events import EventLog, lost_items
from chiso.words import Words

PROBLEM = Problem("", "", Words("", ""), Words("", ""), "disk")


def log(tmp_path, *lines):
    path = tmp_path / "log"
    if lines:
        path.write_text("".join(lines), encoding="utf-8")
    return EventLog(path)


def names(found):
    return [event["event"] for event in found.events()]


def test_events_are_read_in_the_order_in_which_they_were_told(tmp_path):
    found = log(tmp_path)
    assert found.events() == []
    found.tell("a", item="2023/10_trends.vi")
    found.tell("b")
    assert names(found) == ["a", "b"]
    assert found.events()[0]["item"] == "2023/10_trends.vi"


def test_the_order_counts_and_not_a_clock_that_was_set_back(tmp_path):
    early, late = (json.dumps({"event": "run_begun", "at": year}) for year in ("2030", "2020"))
    assert [event["at"] for event in log(tmp_path, f"{early}\n{late}\n").last_run()] == ["2020"]


@pytest.mark.parametrize(
    "damage", ['{"event": "to', "\x00\x01\n", "[]\n", '{"event": 3}\n', "null\n"]
)
def test_a_line_that_was_torn_or_damaged_is_dropped_and_told(tmp_path, damage):
    good = json.dumps({"event": "run_done"}) + "\n"
    found = log(tmp_path, good, damage)
    assert names(found) == ["run_done"]
    with found.run({}):
        pass
    assert names(found) == ["run_done", "log_mended", "run_begun"]
    assert found.mend() == (found.last_run(), 0)


def test_only_what_the_last_run_left_is_looked_at_when_the_next_begins(tmp_path):
    begun = json.dumps({"event": "run_begun"}) + "\n"
    found = log(tmp_path, "damaged long ago\n", begun, "torn\n", begun, "torn\n")
    assert found.mend() == ([{"event": "run_begun"}], 1)
    assert (tmp_path / "log").read_text().splitlines(keepends=True) == [
        "damaged long ago\n", begun, "torn\n", begun,
    ]  # fmt: skip
    assert names(found) == ["run_begun", "run_begun"]


def test_a_log_without_a_run_is_mended_whole(tmp_path):
    done = json.dumps({"event": "run_done"}) + "\n"
    found = log(tmp_path, "torn\n", done, "torn\n")
    assert found.mend() == ([{"event": "run_done"}], 2)
    assert found.mend() == ([{"event": "run_done"}], 0)
    assert log(tmp_path / "none").mend() == ([], 0)


def test_a_damaged_line_after_a_whole_run_makes_it_no_lost_one(tmp_path):
    found = log(tmp_path)
    for _ in range(2):
        with found.run({}), (tmp_path / "log").open("a") as file:
            found.tell("run_done")
            file.write("torn")
    assert names(found) == ["run_begun", "run_done", "log_mended", "run_begun", "run_done"]


def test_a_run_is_framed_by_its_beginning(tmp_path):
    found = log(tmp_path)
    with found.run({"periods": ["2023"]}):
        found.tell("run_done", exit_code=0)
    assert names(found) == ["run_begun", "run_done"]
    assert found.last_run()[0]["request"] == {"periods": ["2023"]}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (RunError(PROBLEM), ["disk"]),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_a_run_that_was_stopped_says_why(tmp_path, error, reason):
    found = log(tmp_path)
    with pytest.raises(type(error)), found.run({}):
        raise error
    assert found.events()[-1]["event"] == "run_stopped"
    assert found.events()[-1]["reason"] == reason


def test_what_a_killed_run_left_unsaid_is_said_by_the_next_one(tmp_path):
    found = log(tmp_path)
    with found.run({}):
        for item in ("2023/00_a.vi", "2023/10_b.vi"):
            found.tell("item_begun", item=item)
        found.tell("item_done", item="2023/00_a.vi")
    with found.run({}):
        pass
    lost = next(event for event in found.events() if event["event"] == "run_lost")
    assert lost["items"] == ["2023/10_b.vi"]


def test_a_run_that_was_killed_between_two_items_is_lost_too(tmp_path):
    found = log(tmp_path)
    with found.run({}):
        pass
    with found.run({}):
        found.tell("run_done")
    assert names(found) == ["run_begun", "run_lost", "run_begun", "run_done"]


@pytest.mark.parametrize("end", ["run_done", "run_stopped", "run_lost"])
def test_a_run_that_came_to_its_end_lost_nothing(end):
    begun = {"event": "item_begun", "item": "2023/00_a.vi"}
    assert lost_items([begun, {"event": end}]) is None
    assert lost_items([]) is None


def test_some_events_can_be_kept_and_the_others_dropped(tmp_path):
    found = log(tmp_path)
    for name in ("a", "b", "c"):
        found.tell(name)
    found.keep(found.events()[1:])
    assert names(found) == ["b", "c"]
