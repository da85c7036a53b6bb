"""``chiso status``: how each period stands, and how the last run went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, json_option, out_folder, out_option
from chiso.cli.screen import give, give_json, say, table_lines
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner.events import Event
    from chiso.runner.status import PeriodStatus

_PURPOSE = Words(
    vi="Từng kỳ đang thế nào: đã xuất bản, lỗi ở đâu, còn dở; và lượt chạy gần nhất.",
    en="How each period stands: published, failed and where, unfinished; and the last run.",
)
_STATES = {
    "published": Words(vi="đã xuất bản", en="published"),
    "stale": Words(vi="bản cũ; lần sau bị lỗi", en="stale: a later attempt failed"),
    "failed": Words(vi="LỖI", en="FAILED"),
    "unfinished": Words(vi="chưa xong", en="unfinished"),
    "missing": Words(vi="chưa có báo cáo", en="no report yet"),
}
_ENDS = {
    "run_done": Words(vi="đã xong", en="came to its end"),
    "run_stopped": Words(vi="bị dừng", en="was stopped"),
    "": Words(vi="đang chạy hoặc đã bị tắt giữa chừng", en="is still running or was killed"),
}


def status_command() -> Command:
    """``chiso status``."""
    return Command("status", _status, _PURPOSE, [data_option(), out_option(), json_option()])


def _status(given: Given) -> int:
    from chiso.dataset.settings import read_settings
    from chiso.runner.events import EventLog
    from chiso.runner.publish import Store
    from chiso.runner.status import read_status

    project = find_project(given["data"], Path.cwd())
    settings = read_settings(project.data)
    store = Store(out_folder(given["out"], project) / settings.id)
    found = read_status(store, settings.report_periods)
    last = EventLog(store.log).last_run()
    if given["json"]:
        give_json({"periods": [asdict(each) for each in found], "last_run": last})
        return 0
    header = [
        Words(vi="kỳ", en="period"),
        Words(vi="tình trạng", en="state"),
        Words(vi="lập lúc", en="made"),
        Words(vi="chi tiết", en="details"),
    ]
    for line in table_lines(header, [_row(each) for each in found]):
        give(line)
    if last:
        say(_last_run(last))
    return 0


def _row(status: PeriodStatus) -> list[str]:
    lang = reader_lang()
    details = [_failure(failure) for failure in status.failures]
    if status.items_done:
        done = Words(
            vi=f"{status.items_done} chương đã xong", en=f"{status.items_done} chapters are done"
        )
        details.append(done.say(lang))
    if status.full_texts:
        names = ", ".join(status.full_texts)
        full = Words(vi=f"toàn văn phần bị cắt: {names}", en=f"what was cut, in full: {names}")
        details.append(full.say(lang))
    return [status.period, _STATES[status.state].say(lang), status.created, "; ".join(details)]


def _failure(failure: Mapping[str, Any]) -> str:
    heading = f" «{failure['heading']}»" if failure["heading"] else ""
    place = f"{failure['chapter']}.{failure['lang']} #{failure['cell'] + 1}{heading}"
    return f"{place}: {failure['message']}"


def _last_run(events: list[Event]) -> Words:
    end = _ENDS.get(events[-1]["event"], _ENDS[""])
    begun = events[0]["at"]
    return Words(
        vi=f"Lượt chạy gần nhất, bắt đầu {begun}: {end.vi}",
        en=f"The last run, begun {begun}, {end.en}",
    )
