"""``chiso diff``: what changed between two reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, json_option, out_folder, out_option
from chiso.cli.screen import give, give_json, say
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.numbers import Qualifier
    from chiso.runner.comparison import Change, Row

_PURPOSE = Words(
    vi="So hai kỳ, hoặc hai thư mục báo cáo: giá trị, đánh giá hay ghi chú nào thay đổi.",
    en="Compare two periods, or two report folders: whose value, verdict or flag changed.",
)
_LABELS = {
    "new": Words(vi="mới có", en="new"),
    "gone": Words(vi="không còn", en="gone"),
    "value": Words(vi="giá trị", en="value"),
    "verdict": Words(vi="đánh giá", en="verdict"),
    "flags": Words(vi="ghi chú", en="flags"),
}


def diff_command() -> Command:
    """``chiso diff A B``."""
    words = [click.Argument([name], metavar=name.upper()) for name in ("a", "b")]
    return Command("diff", _diff, _PURPOSE, [*words, data_option(), out_option(), json_option()])


def _diff(given: Given) -> int:
    from chiso.runner.comparison import compare_reports

    before, after = (_report_folder(given[name], given) for name in ("a", "b"))
    changes = compare_reports(before, after, reader_lang())
    if given["json"]:
        give_json([change.to_record() for change in changes])
    else:
        for change in changes:
            give(_line(change))
    count = len(changes)
    say(Words(vi=f"{count} thay đổi", en=f"{count} changes"))
    return 0


def _report_folder(word: str, given: Given) -> Path:
    """The folder that a path or a period names."""
    if (Path(word) / "run.json").is_file():
        return Path(word)
    from chiso.dataset import read_catalogue
    from chiso.periods import Period

    project = find_project(given["data"], Path.cwd())
    out = out_folder(given["out"], project) / read_catalogue(project.data).settings.id
    return out / Period.parse(word).code


def _line(change: Change) -> str:
    """One series: its name and place, then each part before and after."""
    lang = reader_lang()
    told = [f"{_LABELS[part].say(lang)} {_told(change, part)}".rstrip() for part in change.parts]
    place = ", ".join(filter(None, change.series[1:]))
    return f"{change.name} ({place}): {'; '.join(told)}"


def _told(change: Change, part: str) -> str:
    before, after = change.before, change.after
    if part in ("new", "gone"):
        return _figure(after or before)
    if part == "value":
        return f"{_figure(before)} → {_figure(after)}"
    if part == "verdict":
        return f"{_verdict(before)} → {_verdict(after)}"
    return f"{before.get('flags') or '–'} → {after.get('flags') or '–'}"


def _figure(row: Row) -> str:
    """The value with its bound and period, as a reader writes it."""
    from chiso.numbers import format_bounded
    from chiso.periods import Period

    lang = reader_lang()
    period = Period.parse(row["period"]).label(lang)
    if not row.get("value"):
        return f"– ({period})"
    qualifier = cast("Qualifier", row.get("qualifier") or "=")
    value, decimals = float(row["value"]), int(float(row.get("decimals") or 0))
    return f"{format_bounded(value, qualifier, decimals, lang)} ({period})"


def _verdict(row: Row) -> str:
    from chiso.export.wording import VERDICTS

    mark = VERDICTS.get(row.get("verdict") or "")
    target = f" ({row['target']})" if row.get("target") else ""
    return (f"{mark.sign} {mark.word.say(reader_lang())}" if mark else "–") + target
