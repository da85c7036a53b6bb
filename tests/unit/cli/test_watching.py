import io
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress as Bars

from chiso.cli.watching import BarProgress, LineProgress, open_bars, watched_run
from chiso.runner import PeriodOutcome
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.request import Silence
from chiso.words import Words

JOB = ChapterJob("2023", "vi", "10_trends", Path("a"), Path("b"), {})
DONE = ChapterResult(JOB, 3.21)
FAILED = ChapterResult(JOB, 3.21, Failure("killed", 3, "", "signal 9"))
OUTCOME = PeriodOutcome("2023", "published", Path("x"), Words("mới", "new"), verdicts={"met": 12})


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def play(progress):
    progress.waiting("chiso run 2023, pid 7")
    progress.begin(2)
    for result in (DONE, FAILED):
        progress.chapter_begun(JOB)
        progress.chapter_done(result)
    progress.period_done(OUTCOME)


def test_a_pipe_gets_one_line_a_chapter_and_one_a_period(capsys):
    play(LineProgress())
    assert capsys.readouterr().err.splitlines() == [
        "Waiting for another run: chiso run 2023, pid 7",
        "2023 10_trends.vi: done, 3.2 s",
        "2023 10_trends.vi: FAILED, 3.2 s",
        "2023: done (new) ✓ 12",
    ]


def test_a_terminal_gets_a_bar_and_lines_for_what_matters():
    screen = io.StringIO()
    bars = Bars(console=Console(file=screen, width=100, force_terminal=True), auto_refresh=False)
    play(BarProgress(bars))
    (everything,) = bars.tasks
    assert (everything.completed, everything.total) == (2, 2)
    told = screen.getvalue()
    assert "Waiting for another run" in told
    assert "10_trends.vi: FAILED" in told
    assert "10_trends.vi: done" not in told


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_time_stays_whole_beside_a_long_heading(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    bars = open_bars()
    progress = BarProgress(bars)
    progress.begin(2)
    progress.chapter_begun(JOB)
    progress.chapter_reached(JOB, "[a] Where does each district stand, and how far is it? " * 3)
    with bars.console.capture() as shown:
        bars.console.print(bars.get_renderable())
    overall, chapter = shown.get().splitlines()
    assert "0/2 0:00:00" in overall
    assert "0:00:00" in chapter
    assert "2023 10_trends.vi «[a] Wh" in chapter
    assert max(map(len, (overall, chapter))) <= columns


def test_a_chapter_may_end_before_the_total_is_known():
    bars = Bars(console=Console(file=io.StringIO()), auto_refresh=False)
    progress = BarProgress(bars)
    progress.chapter_begun(JOB)
    progress.chapter_done(DONE)
    assert bars.tasks == []


@pytest.mark.parametrize(
    ("stream", "quiet", "kind"),
    [
        (io.StringIO(), False, LineProgress),
        (Terminal(), False, BarProgress),
        (Terminal(), True, Silence),
    ],
)
def test_the_form_of_progress_follows_the_stream(monkeypatch, stream, quiet, kind):
    monkeypatch.setattr(sys, "stderr", stream)
    with watched_run(quiet=quiet) as progress:
        assert type(progress) is kind


def test_silence_says_nothing(capsys):
    play(Silence())
    assert capsys.readouterr() == ("", "")


def test_colour_is_left_out_where_it_is_not_wanted(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with watched_run(quiet=False) as progress:
        play(progress)
    assert "\x1b[3" not in screen.getvalue()
