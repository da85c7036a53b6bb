"""What an import did or would do: files, rows, changes, findings, refusals, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.cli.screen import PROBLEM_LIMIT, give, give_json, problem_record, say, table_lines
from chiso.cli.vintage_lines import change_line, change_record
from chiso.errors import Problem
from chiso.numbers import format_number
from chiso.words import LANGS, Lang, Words, reader_lang

if TYPE_CHECKING:
    from chiso.intake.importing import Imported, ImportRequest
    from chiso.intake.outcomes import Refusal
    from chiso.intake.plan import Plan

_FILE_LIMIT = 50
_PROBLEMS_A_FILE = 3
_FINDINGS_A_RULE = 10
_ROWS = Words(vi="dòng", en="rows")
_AREA = Words(vi="địa bàn", en="area")
_FIELDS = Words(
    vi="Dòng lĩnh vực (Đất đai, Hộ tịch, …): {count}; chỉ để kiểm tra số của mục, không nhập riêng",
    en="Rows of fields of work (Đất đai, Hộ tịch, …): {count}; they check their section and are not"
    " entered on their own",
)
_FILES = (
    Words(vi="tệp", en="file"),
    Words(vi="mẫu", en="layout"),
    _AREA,
    Words(vi="kỳ", en="period"),
    _ROWS,
    Words(vi="mới", en="new"),
    Words(vi="đổi", en="changed"),
    Words(vi="đã có", en="there"),
)


def show_result(done: Imported, request: ImportRequest, *, as_json: bool) -> None:
    """Write what came of an import: results to stdout, refusals to stderr.

    Parameters
    ----------
    done, request
        What came of it and what was asked for.
    as_json
        Plain values for machines, with every file and, for a dry run, every row.
    """
    if as_json:
        give_json(_record(done, request))
        return
    if done.plan:
        for line in _plan_lines(done, done.plan, request):
            give(line)
    for problem in _shown(done.refused):
        say(problem.sentence())
    for words in _summary(done, request):
        give(words)


def _plan_lines(done: Imported, plan: Plan, request: ImportRequest) -> Iterator[str]:
    entries = [file.entry for file in plan.files]
    rows = [
        [entry.file, entry.layout, entry.area, entry.period]
        + [str(count) for count in (entry.rows, entry.new, entry.changed, entry.unchanged)]
        for entry in entries[:_FILE_LIMIT]
    ]
    if rows:
        yield from table_lines(_FILES, rows)
    yield from _rest(len(entries) - _FILE_LIMIT)
    if request.dry_run:
        yield from _counts(plan, "indicator", Words(vi="chỉ số", en="indicator"))
        yield from _counts(plan, "area", _AREA)
    limit = len(plan.changes) if request.dry_run else PROBLEM_LIMIT
    for change, leads in plan.changes[:limit]:
        yield change_line(change, done.catalogue, leads=leads)
    yield from _rest(len(plan.changes) - limit)
    yield from _findings([found for file in plan.files for found in file.findings])


def _counts(plan: Plan, column: str, heading: Words) -> Iterator[str]:
    """How many rows would enter, by the values of a column."""
    counts = plan.rows.groupby(column).size()
    if len(counts):
        rows = [[str(value), str(count)] for value, count in counts.items()]
        yield from table_lines([heading, _ROWS], rows)


def _findings(found: Sequence[Problem]) -> Iterator[str]:
    """A few findings of each rule, rare ones first: sixty of one kind must not hide another."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in found:
        by_rule.setdefault(problem.rule, []).append(problem)
    for alike in sorted(by_rule.values(), key=len):
        yield from (problem.sentence() for problem in alike[:_FINDINGS_A_RULE])
        yield from _rest(len(alike) - _FINDINGS_A_RULE)


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        words = Words(
            vi=f"… và {count} mục nữa (xem đủ bằng --json)", en=f"… and {count} more (see --json)"
        )
        yield words.say(reader_lang())


def _shown(refused: Sequence[Refusal]) -> Iterator[Problem]:
    """The first problems of the first files, under the paths that were typed."""
    for refusal in refused[:PROBLEM_LIMIT]:
        for problem in refusal.problems[:_PROBLEMS_A_FILE]:
            yield replace(problem, where=_placed(problem.where, refusal.label))
        more = len(refusal.problems) - _PROBLEMS_A_FILE
        if more > 0:
            yield _more(refusal.label, more, Words(vi="lỗi", en="problems"))
    more = len(refused) - PROBLEM_LIMIT
    if more > 0:
        yield _more("…", more, Words(vi="tệp bị từ chối", en="refused files"))


def _placed(where: str, label: str) -> str:
    name = Path(label).name
    return label + where.removeprefix(name) if where.startswith(name) else where


def _more(where: str, count: int, what: Words) -> Problem:
    allowed = Words(vi=f"còn {count} {what.vi} nữa", en=f"{count} more {what.en}")
    return Problem(where, "", allowed, Words(vi="Xem đủ bằng --json", en="See them with --json"))


def _summary(done: Imported, request: ImportRequest) -> Iterator[Words]:
    """What was entered, and what to do next."""
    known, refused = len(done.known), len(done.refused)
    if known:
        yield Words(vi=f"Đã có từ trước: {known} tệp", en=f"There before: {known} files")
    if refused:
        yield Words(vi=f"Không nhập được: {refused} tệp", en=f"Refused: {refused} files")
    files = done.plan.files if done.plan else ()
    if not files:
        yield Words(vi="Không có gì mới để nhập", en="Nothing new to enter")
        return
    checked = sum(file.checked for file in files)
    if checked:
        yield Words(*(_FIELDS.say(lang).format(count=_count(checked, lang)) for lang in LANGS))
    new, changed = (sum(getattr(file.entry, name) for file in files) for name in ("new", "changed"))
    counts = [[_count(number, lang) for number in (new, changed, len(files))] for lang in LANGS]
    vi = "{} dòng mới, {} dòng thay đổi từ {} tệp".format(*counts[0])
    en = "{} new and {} changed rows from {} files".format(*counts[1])
    if request.dry_run:
        yield Words(vi=f"Chạy thử, chưa nhập: {vi}", en=f"Dry run, not entered: {en}")
    elif not done.batch:
        yield Words(vi=f"--strict: không nhập {vi}", en=f"--strict: not entered: {en}")
    else:
        yield Words(vi=f"Đã nhập {done.batch}: {vi}", en=f"Entered {done.batch}: {en}")
        yield _next_step(done, request)


def _count(number: int, lang: Lang) -> str:
    return format_number(number, 0, lang)


def _next_step(done: Imported, request: ImportRequest) -> Words:
    """The command that makes a report of the last period that was entered."""
    from chiso.periods import Grain, Period

    entries = [file.entry for file in done.plan.files] if done.plan else []
    periods = sorted(Period.parse(entry.period) for entry in entries if entry.period)
    planned = sorted(done.catalogue.settings.report_periods, key=lambda one: one.end - one.start)
    around = [one for one in planned if periods and one.start <= periods[-1].start]
    around = [one for one in around if periods[-1].end <= one.end]
    # A planned report that these returns fill from its first day, else their own period.
    filled = [one for one in around if periods[0].start <= one.start]
    own = [one for one in periods[-1:] if one.grain not in (Grain.DAY, Grain.SPAN)]
    period = "".join(f" --period {one.code}" for one in (*filled, *own, *around)[:1])
    named = request.data.parent.name == "data"
    command = f"chiso run --data {request.data.name if named else request.data}{period}"
    return Words(vi=f"Bước tiếp theo: {command}", en=f"Next: {command}")


def _record(done: Imported, request: ImportRequest) -> dict[str, Any]:
    plan = done.plan
    record: dict[str, Any] = {
        "batch": done.batch,
        "files": [
            {
                "path": file.label,
                **asdict(file.entry),
                "findings": [problem_record(found) for found in file.findings],
                "checked_rows": file.checked,
            }
            for file in (plan.files if plan else ())
        ],
        "changes": [
            {**change_record(change), "leads": leads}
            for change, leads in (plan.changes if plan else ())
        ],
        "known": [asdict(known) for known in done.known],
        "refused": [
            {"path": each.label, "problems": [problem_record(found) for found in each.problems]}
            for each in done.refused
        ],
    }
    if request.dry_run and plan:
        from chiso.dataset.observations import COLUMNS

        record["rows"] = [dict(zip(COLUMNS, row, strict=True)) for row in plan.row_texts()]
    return record
