"""``chiso plan``: what a run would do and why, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chiso.cli.asking import asked_run
from chiso.cli.command import Command, Given
from chiso.cli.run_options import plan_options
from chiso.cli.screen import give, give_json, table_lines
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner import PlannedPeriod, RunRequest

_PURPOSE = Words(
    vi="Nói từng chương của từng kỳ sẽ chạy hay giữ nguyên, và vì sao; không ghi gì.",
    en="Say of each chapter of each period whether it would run, and why; writes nothing.",
)
_HEADER = (
    Words(vi="kỳ", en="period"),
    Words(vi="việc", en="action"),
    Words(vi="lý do", en="reason"),
    Words(vi="chương × ngôn ngữ", en="notebooks × languages"),
    Words(vi="thư mục", en="folder"),
)
_RUN, _KEEP = Words(vi="chạy", en="run"), Words(vi="giữ nguyên", en="keep")
_JOIN, _PRINT = Words(vi="ghép lại", en="join"), Words(vi="in PDF", en="print")
_WRITE, _REPLACE = Words(vi="ghi mới", en="write"), Words(vi="thay thế", en="replace")


def plan_command() -> Command:
    """``chiso plan``."""
    return Command("plan", _plan, _PURPOSE, plan_options())


def _plan(given: Given) -> int:
    return show_plan(asked_run(given), as_json=given["json"])


def show_plan(request: RunRequest, *, as_json: bool) -> int:
    """Write what a run would do and why; always 0, since a plan cannot fail."""
    from chiso.runner import plan_suite

    plan = plan_suite(request)
    if as_json:
        give_json([_record(item, request) for item in plan])
    else:
        rows = [row for item in plan for row in _rows(item, request)]
        for line in table_lines(_HEADER, rows):
            give(line)
    return 0


def _record(item: PlannedPeriod, request: RunRequest) -> dict[str, Any]:
    lang = reader_lang()
    return {
        "period": item.period.code,
        "run": item.is_due,
        "print": item.is_print_due or (item.is_due and request.pdf),
        "reason": item.reason.say(lang),
        "notebooks": list(item.chapters),
        "languages": list(request.langs),
        "items": [
            {
                "item": each.name,
                "run": each.reason is not None,
                "reason": each.reason.say(lang) if each.reason else "",
            }
            for each in item.items
        ],
        "folder": str(item.target),
        "replaces": item.target.exists(),
    }


def _rows(item: PlannedPeriod, request: RunRequest) -> list[Sequence[str]]:
    """A row for the period and, where only some of its items run, one for each of those."""
    lang = reader_lang()
    place = str(item.target)
    if item.is_due or item.is_print_due:
        place = f"{(_REPLACE if item.target.exists() else _WRITE).say(lang)} {place}"
    counts = f"{len(item.chapters)} × {','.join(request.langs)}"
    whole = [item.period.code, _action(item).say(lang), item.reason.say(lang), counts, place]
    due = item.due_items
    if len(due) == len(item.items) and len({each.reason for each in due}) == 1:
        return [whole]
    told = [(each.name, each.reason.say(lang)) for each in due if each.reason]
    return [whole, *(["", f"  {_RUN.say(lang)}", reason, name, ""] for name, reason in told)]


def _action(item: PlannedPeriod) -> Words:
    if item.due_items:
        return _RUN
    if item.is_due:
        return _JOIN
    return _PRINT if item.is_print_due else _KEEP
