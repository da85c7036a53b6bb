"""``chiso run``: make the reports."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.cli.choices import read_langs, read_number, split_names, split_parameters
from chiso.cli.command import Command, Given
from chiso.cli.place import find_project, out_folder
from chiso.cli.run_options import CELLS_A_CHAPTER, MOST_JOBS, run_options
from chiso.cli.screen import give, give_json, problem_record, say, table_lines, tell_problems
from chiso.errors import Problem, UsageError
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner import PeriodOutcome, PlannedPeriod, RunOutcome, RunRequest

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


def _run(given: Given) -> int:
    from chiso.cli.watching import watched_run
    from chiso.runner import plan_suite, run_suite

    request = _request(given)
    if given["dry_run"]:
        _show_plan(plan_suite(request), request, as_json=given["json"])
        return 0
    with watched_run(quiet=given["quiet"]) as progress:
        outcome = run_suite(request, progress)
    for period in outcome.periods:
        tell_problems(period.problems)
        if period.status == "failed":
            say(_kept(period))
    if outcome.is_partial and not given["quiet"]:
        say(_PARTIAL)
    if given["json"]:
        give_json(_outcome_record(outcome))
    else:
        give(str(_result(outcome, request)))
    return outcome.exit_code


def _request(given: Given) -> RunRequest:
    from chiso.runner import RunRequest
    from chiso.runner.execute import Limits

    if given["all"] and given["period"]:
        allowed = Words(vi="chỉ dùng một trong hai", en="take one of the two")
        todo = Words(vi="Bỏ --all hoặc bỏ --period", en="Leave out --all or --period")
        raise UsageError(Problem("--all, --period", "", allowed, todo, "two_choices"))
    seconds = read_number("--timeout", given["timeout"])
    cores = 0 if given["cluster"] else min(os.cpu_count() or 1, MOST_JOBS)
    jobs = read_number("--jobs", given["jobs"]) if given["jobs"] else cores
    langs = read_langs(given["lang"])
    project = find_project(given["data"], Path.cwd())
    return RunRequest(
        project=project,
        out=out_folder(given["out"], project),
        periods=given["period"],
        langs=langs,
        only=split_names(given["only"]),
        parameters=split_parameters(given["param"]),
        jobs=jobs,
        limits=Limits(seconds, CELLS_A_CHAPTER * seconds),
        force=given["force"],
        keep_going=given["keep_going"],
        wait=not given["no_wait"],
        pdf=given["pdf"],
        cold=given["cold"],
        cluster=given["cluster"] or "",
    )


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
            }
            for period in outcome.periods
        ],
    }


def _show_plan(plan: Sequence[PlannedPeriod], request: RunRequest, *, as_json: bool) -> None:
    lang = reader_lang()
    if as_json:
        give_json(
            [
                {
                    "period": item.period.code,
                    "run": item.is_due,
                    "print": item.is_print_due or (item.is_due and request.pdf),
                    "reason": item.reason.say(lang),
                    "notebooks": list(item.chapters),
                    "languages": list(request.langs),
                    "folder": str(item.target),
                    "replaces": item.target.exists(),
                }
                for item in plan
            ]
        )
        return
    run, keep = Words(vi="chạy", en="run"), Words(vi="giữ nguyên", en="keep")
    only_print = Words(vi="in PDF", en="print")
    write, replace = Words(vi="ghi mới", en="write"), Words(vi="thay thế", en="replace")
    header = [
        Words(vi="kỳ", en="period"),
        Words(vi="việc", en="action"),
        Words(vi="lý do", en="reason"),
        Words(vi="chương × ngôn ngữ", en="notebooks × languages"),
        Words(vi="thư mục", en="folder"),
    ]
    rows = [
        [
            item.period.code,
            (run if item.is_due else only_print if item.is_print_due else keep).say(lang),
            item.reason.say(lang),
            f"{len(item.chapters)} × {','.join(request.langs)}",
            f"{(replace if item.target.exists() else write).say(lang)} {item.target}"
            if item.is_due or item.is_print_due
            else str(item.target),
        ]
        for item in plan
    ]
    for line in table_lines(header, rows):
        give(line)
