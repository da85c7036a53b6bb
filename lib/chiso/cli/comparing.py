"""``chiso diff``: what changed between two reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from chiso.cli.command import Command, Given, Option
from chiso.cli.place import data_option, find_project, json_option, out_folder, out_option
from chiso.cli.screen import give, give_json, say
from chiso.errors import Problem, UsageError
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.numbers import Qualifier
    from chiso.runner.comparison import Change, Row

_PURPOSE = Words(
    vi="So hai kỳ, hoặc hai thư mục báo cáo: giá trị, đánh giá hay ghi chú nào thay đổi; hoặc"
    " các giá trị công bố sau của cùng một số liệu (--vintages).",
    en="Compare two periods, or two report folders: whose value, verdict or flag changed; or the"
    " later values of the same figures (--vintages).",
)
_LABELS = {
    "new": Words(vi="mới có", en="new"),
    "gone": Words(vi="không còn", en="gone"),
    "value": Words(vi="giá trị", en="value"),
    "verdict": Words(vi="đánh giá", en="verdict"),
    "flags": Words(vi="ghi chú", en="flags"),
}


def diff_command() -> Command:
    """``chiso diff A B`` and ``chiso diff --vintages``."""
    words = [click.Argument([name], required=False, metavar=name.upper()) for name in ("a", "b")]
    vintages = Option(
        "--vintages",
        words=Words(
            vi="Mọi số liệu đã công bố với nhiều giá trị: cũ, mới, chênh lệch, ngày, tệp",
            en="Every figure published with several values: old, new, difference, days, files",
        ),
        is_flag=True,
    )
    period = Option(
        "--period",
        words=Words(vi="Chỉ kỳ này (với --vintages)", en="This period only (with --vintages)"),
        metavar="P",
    )
    options = [vintages, period, data_option(), out_option(), json_option()]
    return Command("diff", _diff, _PURPOSE, [*words, *options])


def _diff(given: Given) -> int:
    _check_words(given)
    count = _diff_vintages(given) if given["vintages"] else _diff_reports(given)
    say(Words(vi=f"{count} thay đổi", en=f"{count} changes"))
    return 0


def _check_words(given: Given) -> None:
    """Two reports, or none with ``--vintages``."""
    if given["vintages"]:
        problems = [_not_both(given[name]) for name in ("a", "b") if given[name]]
    else:
        problems = [_required(name) for name in ("a", "b") if not given[name]][:1]
        if given["period"]:
            problems.append(_not_both("--period"))
    if problems:
        raise UsageError(problems)


def _diff_reports(given: Given) -> int:
    """Write what changed between two reports; how much it is."""
    from chiso.runner.comparison import compare_reports

    before, after = (_report_folder(given[name], given) for name in ("a", "b"))
    changes = compare_reports(before, after, reader_lang())
    if given["json"]:
        give_json([change.to_record() for change in changes])
    else:
        for change in changes:
            give(_line(change))
    return len(changes)


def _diff_vintages(given: Given) -> int:
    """Write the successive values of the figures of a data set; how many steps there are."""
    from chiso.cli.vintage_lines import change_line, change_record
    from chiso.dataset import read_catalogue
    from chiso.dataset.histories import changes_in
    from chiso.periods import Period

    data = find_project(given["data"], Path.cwd()).data
    catalogue = read_catalogue(data)
    wanted = Period.parse(given["period"]) if given["period"] else None
    changes = changes_in(data, catalogue, wanted)
    if given["json"]:
        give_json([change_record(change) for change in changes])
    else:
        for change in changes:
            give(change_line(change, catalogue))
    return len(changes)


def _report_folder(word: str, given: Given) -> Path:
    """The folder that a path or a period names."""
    if (Path(word) / "run.json").is_file():
        return Path(word)
    from chiso.dataset.settings import read_settings
    from chiso.periods import Period

    project = find_project(given["data"], Path.cwd())
    out = out_folder(given["out"], project) / read_settings(project.data).id
    return out / Period.parse(word).code


def _line(change: Change) -> str:
    """One series: its name and place, then each part before and after."""
    lang = reader_lang()
    told = [f"{_LABELS[part].say(lang)} {_told(change, part)}".rstrip() for part in change.parts]
    return f"{', '.join([change.name, *_place(change)])}: {'; '.join(told)}"


def _place(change: Change) -> list[str]:
    """Where the series belongs, in words; its definition by its id."""
    from chiso.catalog import Tier
    from chiso.narrative.figures import TIERS
    from chiso.report.wording import SCOPE_NAMES

    lang = reader_lang()
    _, code, tier, scope, definition = change.series
    area = code if change.area_name == code else f"{change.area_name} ({code})"
    level = "" if tier == Tier.ALL else TIERS[Tier(tier)].say(lang)
    return [area, *filter(None, (level, SCOPE_NAMES[scope].say(lang), definition))]


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


def _required(name: str) -> Problem:
    allowed = Words(vi=f"cần cho biết {name.upper()}", en=f"{name.upper()} is required")
    todo = Words(vi="Xem: chiso diff --help", en="See: chiso diff --help")
    return Problem("chiso diff", "", allowed, todo, "missing_word")


def _not_both(word: str) -> Problem:
    allowed = Words(
        vi="hoặc so hai báo cáo A và B, hoặc --vintages cùng với --period",
        en="either two reports A and B, or --vintages with --period",
    )
    todo = Words(vi="Bỏ một trong hai", en="Leave one of the two out")
    return Problem("chiso diff", repr(word), allowed, todo, "two_choices")
