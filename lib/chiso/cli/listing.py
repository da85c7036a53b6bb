"""``chiso list``: what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, json_option
from chiso.cli.screen import give, give_json, table_lines
from chiso.errors import UsageError, unknown_word
from chiso.words import Lang, Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner.project import Project

Entry = dict[str, Any]
_YES = Words(vi="có", en="yes")
_PURPOSE = Words(
    vi="Liệt kê kỳ báo cáo, chỉ số, địa bàn, chỉ tiêu hoặc chương.",
    en="List periods, indicators, areas, targets or notebooks.",
)


def list_command() -> Command:
    """``chiso list WHAT``."""
    what = click.Argument(["what"], metavar="|".join(_LISTS))
    return Command("list", _list, _PURPOSE, [what, data_option(), json_option()])


def _list(given: Given) -> int:
    what = given["what"]
    if what not in _LISTS:
        raise UsageError(unknown_word("chiso list", what, list(_LISTS), "unknown_list"))
    project = find_project(given["data"], Path.cwd())
    header, entries = _LISTS[what]
    found = entries(project, reader_lang())
    if given["json"]:
        give_json(found)
    else:
        for line in table_lines(header, [_row(entry) for entry in found]):
            give(line)
    return 0


def _row(entry: Entry) -> list[str]:
    return [_text(value) for value in entry.values()]


def _text(value: object) -> str:
    """A value for people: nothing for a missing one, the number form of the language."""
    if isinstance(value, bool):
        return _YES.say(reader_lang()) if value else ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if reader_lang() == "vi" else ".")
    return str(value or "")


def _periods(project: Project, lang: Lang) -> list[Entry]:
    """The usual periods, and every other month, quarter, half or year with figures of its own."""
    from chiso.dataset.coverage import figure_periods
    from chiso.dataset.settings import read_settings
    from chiso.periods import Grain

    settings = read_settings(project.data)
    usual = settings.report_periods
    others = (
        period
        for period in figure_periods(project.data)
        if period.grain not in (Grain.DAY, Grain.SPAN)
    )
    return [
        {
            "period": period.code,
            "name": period.name(lang),
            "first_day": period.first_day(settings.calendar).isoformat(),
            "last_day": period.last_day(settings.calendar).isoformat(),
            "usual": period in usual,
        }
        for period in sorted({*usual, *others})
    ]


def _indicators(project: Project, lang: Lang) -> list[Entry]:
    from chiso.dataset.catalogue import read_indicators

    domains, indicators = read_indicators(project.data)
    return [
        {
            "indicator": indicator.id,
            "name": indicator.name.say(lang),
            "unit": indicator.unit.say(lang),
            "domain": domains[indicator.domain].name.say(lang),
        }
        for indicator in indicators.values()
    ]


def _areas(project: Project, lang: Lang) -> list[Entry]:
    from chiso.dataset.catalogue import read_areas

    return [
        {
            "area": area.id,
            "name": area.name.say(lang),
            "kind": area.kind,
            "valid_from": area.valid_from and area.valid_from.isoformat(),
            "valid_to": area.valid_to and area.valid_to.isoformat(),
        }
        for area in read_areas(project.data).values()
    ]


def _targets(project: Project, lang: Lang) -> list[Entry]:
    from chiso.dataset.catalogue import read_targets

    return [
        {
            "indicator": target.indicator,
            "tier": target.tier.value,
            "area": target.area,
            "due": target.due.code,
            "operator": target.operator,
            "value": target.value,
            "act": target.act.name.say(lang),
        }
        for target in read_targets(project.data)
    ]


def _notebooks(project: Project, lang: Lang) -> list[Entry]:
    from chiso.runner.notebook import first_heading, read_chapters

    return [
        {
            "notebook": chapter.name,
            "heading": first_heading(chapter.cells, lang),
            "parameters": ", ".join(declared.name for declared in chapter.declared),
        }
        for chapter in read_chapters(project.notebooks)
    ]


_DAY = (Words(vi="từ ngày", en="from"), Words(vi="đến ngày", en="to"))
_NAME = Words(vi="tên", en="name")
_INDICATOR = Words(vi="chỉ số", en="indicator")
_AREA = Words(vi="địa bàn", en="area")
_USUAL = Words(vi="thường lệ", en="usual")
_LISTS: dict[str, tuple[Sequence[Words], Callable[[Project, Lang], list[Entry]]]] = {
    "periods": ((Words(vi="kỳ", en="period"), _NAME, *_DAY, _USUAL), _periods),
    "indicators": (
        (_INDICATOR, _NAME, Words(vi="đơn vị", en="unit"), Words(vi="lĩnh vực", en="domain")),
        _indicators,
    ),
    "areas": ((_AREA, _NAME, Words(vi="loại", en="kind"), *_DAY), _areas),
    "targets": (
        (
            _INDICATOR,
            Words(vi="cấp", en="tier"),
            _AREA,
            Words(vi="hạn", en="due"),
            Words(vi="phép so", en="operator"),
            Words(vi="giá trị", en="value"),
            Words(vi="văn bản", en="act"),
        ),
        _targets,
    ),
    "notebooks": (
        (
            Words(vi="chương", en="notebook"),
            Words(vi="tiêu đề", en="heading"),
            Words(vi="tham số", en="parameters"),
        ),
        _notebooks,
    ),
}
