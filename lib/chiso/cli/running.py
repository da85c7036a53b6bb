"""``chiso run`` and ``chiso retry``: make the reports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.cli.asking import asked_run
from chiso.cli.command import Command, Given
from chiso.cli.planning import show_plan
from chiso.cli.run_options import retry_options, run_options
from chiso.cli.screen import give, give_json, problem_record, say, table_lines, tell_problems
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner import PeriodOutcome, RunOutcome, RunRequest

_MESSAGE_WIDTH = 60
_RETRY = Words(
    vi="Chạy lại chỉ những phần bị lỗi hoặc chưa chạy của lượt trước, với cùng lựa chọn.",
    en="Run again only what failed or never ran in the last run, with the same choices.",
)
_PARTIAL = Words(
    vi="Báo cáo này chỉ gồm một số chương và để riêng; báo cáo đầy đủ không bị thay thế.",
    en="This report holds some chapters only and stands apart; the full report is not replaced.",
)
_PURPOSE = Words(
    vi="Chạy các chương, xuất báo cáo từng kỳ; kỳ không có gì thay đổi thì giữ nguyên.",
    en="Run the chapters and publish a report a period; what is unchanged is not run again.",
)


def run_command() -> Command:
    """``chiso run``."""
    return Command("run", _run, _PURPOSE, run_options())


def retry_command() -> Command:
    """``chiso retry``."""
    return Command("retry", _retry, _RETRY, retry_options())


def _run(given: Given) -> int:
    request = asked_run(given)
    return show_plan(request, as_json=given["json"]) if given["dry_run"] else _make(request, given)


def _retry(given: Given) -> int:
    from chiso.runner.retry import retried

    asked = asked_run(given)
    request = retried(asked)
    if request is None:
        say(Words(vi="Không có gì bị lỗi hay chưa chạy", en="Nothing failed or was left out"))
        return 0
    return show_plan(request, as_json=given["json"]) if given["dry_run"] else _make(request, given)


def _make(request: RunRequest, given: Given) -> int:
    """Run it, tell how it goes and what failed; the exit code."""
    from chiso.cli.watching import watched_run
    from chiso.runner import run_suite

    with watched_run(quiet=given["quiet"], as_json=given["json"]) as progress:
        outcome = run_suite(request, progress)
    for period in outcome.periods:
        tell_problems(period.problems)
        if period.status == "failed":
            say(_kept(period))
    for line in _failure_lines(outcome):
        say(line)
    if outcome.is_partial and not given["quiet"]:
        say(_PARTIAL)
    if given["json"]:
        give_json(_outcome_record(outcome))
    else:
        give(str(_result(outcome, request)))
    return outcome.exit_code


def _result(outcome: RunOutcome, request: RunRequest) -> Path:
    """What a person would open next: the report of a single period, else the landing page."""
    only = outcome.periods[0]
    if len(outcome.periods) > 1 or only.status in ("failed", "not_started"):
        return outcome.landing
    return only.folder / f"report.{request.langs[0]}.html"


def _kept(period: PeriodOutcome) -> Words:
    return Words(
        vi=f"{period.period}: báo cáo cũ (nếu có) giữ nguyên; phần lỗi ở {period.folder}",
        en=f"{period.period}: the old report, if any, stays; what failed is in {period.folder}",
    )


def _failure_lines(outcome: RunOutcome) -> list[str]:
    """A table of what failed, with the command that runs each again; none without a failure."""
    failed = [item for period in outcome.periods for item in period.failed]
    if not failed:
        return []
    rows = [
        [
            item.period,
            f"{item.item} #{item.cell}" + (f" «{item.heading}»" if item.heading else ""),
            item.message.splitlines()[0][:_MESSAGE_WIDTH] if item.message else "",
            item.command,
        ]
        for item in failed
    ]
    every = Words(
        vi="Chạy lại mọi phần bị lỗi hoặc chưa chạy: chiso retry",
        en="Run all that failed or was left out again: chiso retry",
    )
    header = [
        Words(vi="kỳ", en="period"),
        Words(vi="chương", en="chapter"),
        Words(vi="lỗi", en="error"),
        Words(vi="chạy lại", en="run again"),
    ]
    return [*table_lines(header, rows), every.say(reader_lang())]


def _outcome_record(outcome: RunOutcome) -> Mapping[str, Any]:
    lang = reader_lang()
    return {
        "exit_code": outcome.exit_code,
        "landing": str(outcome.landing),
        "partial": outcome.is_partial,
        "periods": [
            {
                "period": period.period,
                "status": period.status,
                "reason": period.reason.say(lang),
                "folder": str(period.folder),
                "seconds": round(period.seconds, 3),
                "verdicts": dict(period.verdicts),
                "problems": [problem_record(problem) for problem in period.problems],
                "failed": [item._asdict() for item in period.failed],
            }
            for period in outcome.periods
        ],
    }
