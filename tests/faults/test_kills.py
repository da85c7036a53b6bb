"""Runs killed at moments spread over all that they do: in the end nothing of it can be seen."""

import random
import time
from contextlib import suppress

import psutil
import pytest

from chiso.runner.publish import damaged_files, read_record
from faults.driver import READING
from faults.nursery import end
from unit.runner.tiny import code, make_project, tree

pytestmark = pytest.mark.slow
RUN = ("run", "--jobs", "2", "--lang", "vi")
KILLED = (READING, *RUN)
SHOW = "print(period, open(data + '/targets.csv', encoding='utf-8').read()[-60:])"
EDITIONS = ("60", "70")
VICTIMS = ("runner", "runner", "server", "kernel", "everything")
KILLS, MANY_KILLS = 20, 200


def set_target(root, value):
    """The data set in one of its two editions; the chapters show which one they read."""
    path = root / "data" / "tiny" / "targets.csv"
    path.write_text(path.read_text().replace(",60,", ",%,").replace(",70,", ",%,"))
    path.write_text(path.read_text().replace(",%,", f",{value},"))


def is_standing(root, period):
    """Whether a period is not published, or all its files are those of one run."""
    folder = root / "outputs" / "tiny" / period
    record = read_record(folder)
    return not folder.exists() or (record is not None and not damaged_files(folder, record))


def strike(process, victim, rng):
    """Kill a part of a run, or all of it."""
    offspring = process.offspring()
    if victim == "runner" or not offspring:
        process.kill()
        return
    chosen = {
        "server": offspring[:1],
        "kernel": [rng.choice(offspring[1:] or offspring)],
        "everything": [process, *offspring],
    }
    for each in chosen[victim]:
        with suppress(psutil.NoSuchProcess):  # it has just ended by itself
            each.kill()


def kill_again_and_again(root, start, undisturbed, seconds, kills):
    """Each kill strikes a run of the edition that is not published, at a moment of its own."""
    for number in range(kills):
        rng = random.Random(number)
        value = EDITIONS[number % 2]
        set_target(root, value)
        process = start(root, *KILLED)
        time.sleep(seconds * (number + rng.random()) / kills)
        strike(process, VICTIMS[number % len(VICTIMS)], rng)
        process.finish()
        assert all(is_standing(root, period) for period in ("2023", "2024-H1"))
        offspring = process.offspring()
        code_, _, err = start(root, *RUN).finish()
        assert code_ == 0, (number, err)
        assert tree(root / "outputs") == undisturbed[value], number
        assert end(offspring)


@pytest.fixture(scope="module")
def undisturbed(nursery, tmp_path_factory):
    """What each edition becomes in a run that nothing disturbs, and how long that takes."""
    trees, seconds = {}, []
    for value in EDITIONS:
        root = tmp_path_factory.mktemp("undisturbed")
        make_project(root, {"00_summary": [code(SHOW)]})
        set_target(root, value)
        began = time.monotonic()
        process = nursery.start(root, *KILLED)
        assert process.finish()[0] == 0
        seconds.append(time.monotonic() - began)
        process.close()
        trees[value] = tree(root / "outputs")
    return trees, min(seconds)


def test_twenty_kills_at_any_moment_change_nothing_in_the_end(tmp_path, start, undisturbed):
    make_project(tmp_path, {"00_summary": [code(SHOW)]})
    kill_again_and_again(tmp_path, start, *undisturbed, KILLS)


@pytest.mark.soak
def test_two_hundred_kills_change_nothing_in_the_end(tmp_path, start, undisturbed):
    make_project(tmp_path, {"00_summary": [code(SHOW)]})
    kill_again_and_again(tmp_path, start, *undisturbed, MANY_KILLS)
