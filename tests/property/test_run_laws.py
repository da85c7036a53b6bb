"""Runs, kills, edits, retries and cleaning in any order, against a model of what was done."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chiso.runner import plan_suite, run_suite
from chiso.runner.cleaning import clean_store
from chiso.runner.publish import Store, damaged_files, read_record
from chiso.runner.reads import Read
from chiso.runner.retry import retried
from unit.runner.tiny import (
    TinyExporter,
    code,
    fake_run_chapter,
    make_project,
    request,
    tree,
    write_notebook,
)

PERIODS = ("2023", "2024-H1")
READS = {"00_a": "targets.csv", "10_b": "areas.csv"}
ITEMS = [(period, chapter) for period in PERIODS for chapter in READS]
FAILING = "fail 2023"
FILES = st.sampled_from([*READS.values()])
STEPS = [(Path, "rename"), (Path, "replace"), (Path, "write_text"), (os, "fsync")]
STEPS += [(shutil, "rmtree"), (shutil, "copyfile")]


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it happens."""


def kill_at(patch, step):
    """Raise at the n-th change to the disk and at each one after it."""
    done = []

    def guard(function):
        def guarded(*words, **names):
            done.append(function)
            if len(done) > step:
                raise Killed
            return function(*words, **names)

        return guarded

    for owner, name in STEPS:
        patch.setattr(owner, name, guard(getattr(owner, name)))


class Runs(RuleBasedStateMachine):
    """Two chapters of two periods; each chapter reads one file and shows what it read."""

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        (self.root / "library").mkdir()
        self.patch.setattr("chiso.runner.manifest._LIBRARY", self.root / "library")
        self.patch.setattr("chiso.runner.production.run_chapter", self.run_chapter)
        self.patch.setattr("chiso.runner.production.read_commit", lambda root: None)
        self.patch.setenv("SOURCE_DATE_EPOCH", "1720000000")
        self.project = make_project(self.root, {name: [code("1")] for name in READS})
        self.out = self.root / "outputs" / "tiny"
        self.cells = dict.fromkeys(READS, "1")
        self.values = {"targets.csv": "60", "areas.csv": "1"}
        # What the model knows to be done, what a kill left open, and pages that were ever right.
        self.sure = {item: set() for item in ITEMS}
        self.maybe = {item: set() for item in ITEMS}
        self.right_pages = {period: set() for period in PERIODS}
        self.published = {}
        self.unfinished = set()
        self.is_certain = True
        self.ran = []

    def teardown(self):
        self.patch.undo()
        shutil.rmtree(self.root)

    def run_chapter(self, job, workshop, switch, reached):
        self.ran.append((job.period, job.chapter))
        result = fake_run_chapter(job, workshop, switch)
        content = json.loads(job.target.read_text(encoding="utf-8"))
        content["cells"][-1]["outputs"][0]["text"] = self.basis(job.period, job.chapter)
        job.target.write_text(json.dumps(content), encoding="utf-8")
        path = self.project.data / READS[job.chapter]
        state = path.stat()
        read = Read("file", path, state.st_size, state.st_mtime_ns)
        return replace(result, reads=(read,))

    def basis(self, period, chapter):
        """What a chapter is made from, which is what it shows."""
        return f"{period} {self.cells[chapter]} {self.values[READS[chapter]]}"

    def page(self, period):
        """The end of a period's page if it is made now."""
        return str([self.basis(period, chapter) for chapter in READS])

    def shown(self, period):
        folder = Store(self.out).standing(period)
        return (folder / "report.vi.html").read_text(encoding="utf-8")

    def fails(self, period, chapter):
        return self.cells[chapter] == f"fail {period}"

    def ask(self, *periods, force=False):
        return request(self.project, periods=periods, force=force, keep_going=True)

    def planned(self, asked):
        """What is due by the plan, after a look at whether the model agrees."""
        plan = plan_suite(asked)
        due = {
            (each.period.code, item.name.removesuffix(".vi"))
            for each in plan
            for item in each.due_items
        }
        for item in ITEMS:
            if item[0] in {each.period.code for each in plan} and not asked.force:
                assert item not in due or self.basis(*item) not in self.sure[item]
                assert item in due or self.basis(*item) in self.sure[item] | self.maybe[item]
        return due

    def carry_out(self, asked):
        due = self.planned(asked)
        self.note_right_pages()
        self.ran.clear()
        outcome = run_suite(asked, exporter=TinyExporter())
        assert sorted(self.ran) == sorted(due)
        bad = {each.period for each in outcome.periods if each.status == "failed"}
        assert bad == {period for period, chapter in due if self.fails(period, chapter)}
        for each in outcome.periods:
            if each.period not in bad:
                assert self.shown(each.period).endswith(self.page(each.period))
            self.learn(each.period, due, is_good=each.period not in bad)
        asked_for = {each.period for each in outcome.periods}
        self.unfinished = (self.unfinished - asked_for) | bad
        self.is_certain = self.is_certain or asked_for == {*PERIODS}

    def note_right_pages(self):
        for period in PERIODS:
            self.right_pages[period].add(self.page(period))

    def learn(self, period, due, *, is_good):
        for chapter in READS:
            item, basis = (period, chapter), self.basis(period, chapter)
            if is_good:
                self.sure[item], self.maybe[item] = {basis}, set()
                self.published[item] = {basis}
            elif item in due:
                # Of what was kept only the latest attempt is left.
                kept = set() if self.fails(*item) else {basis}
                self.sure[item] = self.published.get(item, set()) & self.sure[item] | kept

    def forget(self, periods, due):
        """After a kill: what stood still stands; of the rest anything may be there."""
        for item in ITEMS:
            if item[0] in periods:
                basis = self.basis(*item)
                self.maybe[item] |= self.sure[item]
                self.maybe[item] |= set() if self.fails(*item) else {basis}
                self.sure[item] = set() if item in due else {basis}
                self.published[item] = set()
        self.is_certain = False

    @initialize()
    def run_first(self):
        self.carry_out(self.ask())

    @rule(name=FILES)
    def edit_data(self, name):
        path, value = self.project.data / name, "2" if self.values[name] == "1" else "1"
        path.write_text(path.read_text().replace(f",{self.values[name]},", f",{value},"))
        self.values[name] = value

    @rule(chapter=st.sampled_from([*READS]), cell=st.sampled_from(["1", "2", FAILING]))
    def edit_notebook(self, chapter, cell):
        write_notebook(self.project.notebooks / f"{chapter}.ipynb", code(cell))
        self.cells[chapter] = cell

    @rule(periods=st.sampled_from([(), ("2023",), ("2024-H1",)]), force=st.booleans())
    def run(self, periods, force):
        self.carry_out(self.ask(*periods, force=force))

    @rule(name=FILES, step=st.integers(0, 50))
    def kill_and_run_again(self, name, step):
        self.edit_data(name)
        self.kill_a_run(step, force=False)
        self.carry_out(self.ask())

    @rule(step=st.integers(0, 50), force=st.booleans())
    def kill_a_run(self, step, force):
        asked = self.ask(force=force)
        due = self.planned(asked)
        self.note_right_pages()
        with pytest.MonkeyPatch.context() as patch:
            kill_at(patch, step)
            with suppress(Killed):
                run_suite(asked, exporter=TinyExporter())
        self.forget(PERIODS, due)

    @rule()
    def retry(self):
        again = retried(self.ask())
        if self.is_certain:
            assert {*(again.periods if again else ())} == self.unfinished
        if again:
            self.carry_out(again)

    @rule()
    def clean(self):
        later = datetime.now(UTC) + timedelta(days=1)
        clean_store(Store(self.out), timedelta(), later, print)
        for item in ITEMS:
            self.maybe[item] |= self.sure[item]
            self.sure[item] &= self.published.get(item, set())

    @rule()
    def compare_with_a_run_from_nothing(self):
        for chapter in READS:
            if self.cells[chapter] == FAILING:
                self.edit_notebook(chapter, "1")
        self.carry_out(self.ask())
        fresh = self.root / "fresh"
        run_suite(replace(self.ask(force=True), out=fresh), exporter=TinyExporter())
        assert tree(self.out) == tree(fresh / "tiny")
        shutil.rmtree(fresh)

    @invariant()
    def every_report_is_whole_and_made_from_one_state_of_the_inputs(self):
        for period in PERIODS:
            folder = Store(self.out).standing(period)
            if folder.exists():
                assert damaged_files(folder, read_record(folder)) == []
                assert self.shown(period).endswith(tuple(self.right_pages[period]))


TestRuns = Runs.TestCase
# Looking for the shortest story takes minutes; twelve steps can be read as they are.
TestRuns.settings = settings(max_examples=10, stateful_step_count=12, phases=[Phase.generate])
