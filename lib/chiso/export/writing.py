"""The files of one edition, written into a staging folder."""

from __future__ import annotations

from pathlib import Path

from chiso.errors import Problem, RunError
from chiso.export.chapters import Record, join_chapters, records_of
from chiso.export.compose import compose
from chiso.export.edition import Edition, EditionFacts, file_fact
from chiso.export.page import PageSetting, render_page
from chiso.export.records import data_csv
from chiso.export.rules import STOPPING, page_faults
from chiso.export.workbook import WorkbookPlan, workbook_bytes
from chiso.words import Lang, Words


def write_edition(edition: Edition, folder: Path) -> EditionFacts:
    """The facts of one period's pages, workbooks, data and pictures, written into ``folder``.

    Parameters
    ----------
    edition
        Executed chapters by language and what to say about their making.
    folder
        Staging folder; made when it is missing.

    Returns
    -------
    EditionFacts
        Head of the report by language, and all written files with sizes and digests.

    Raises
    ------
    RunError
        If a chapter failed, cannot be read or tells of another period, or if a finished page would
        load something, run something, lead nowhere or show paths and error messages, or cannot be
        printed.

    Notes
    -----
    Equal input gives equal bytes: the only time in any file is ``edition.created``.
    """
    heads: dict[Lang, Record] = {}
    contents: dict[str, bytes] = {}
    for lang in edition.langs:
        heads[lang], made = _made(edition, lang, contents.get("data.csv"))
        contents |= made
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return EditionFacts(heads, tuple(file_fact(name, contents[name]) for name in sorted(contents)))


def _made(edition: Edition, lang: Lang, data_file: bytes | None) -> tuple[Record, dict[str, bytes]]:
    """The head of the report and the contents of its files in one language, by name.

    ``data_file`` is that of another language, which is this one's too.
    """
    joined = join_chapters(edition.notebooks[lang], lang)
    head: Record = joined.metadata["chiso"]
    _check_period(edition, head)
    composition = compose(joined, lang)
    data = next(iter(records_of(joined, "data")), None)
    plan = WorkbookPlan(lang, head, edition, composition.tables, data)
    made = {f"tables.{lang}.xlsx": workbook_bytes(plan)}
    if data is not None:
        is_synthetic = bool(head.get("synthetic"))
        made["data.csv"] = data_file or data_csv(data, is_synthetic=is_synthetic)
    made |= {figure.name: figure.png for figure in composition.figures}
    beside = [file_fact(name, content) for name, content in made.items()]
    page = render_page(composition, PageSetting(edition, head, beside), lang)
    if edition.printer is not None:
        name = f"report.{lang}.pdf"
        made[name] = edition.printer.print_page(page, name, edition.created)
        # Printed first, so that the page can say how large its PDF is; paper shows no file list.
        beside.append(file_fact(name, made[name]))
        page = render_page(composition, PageSetting(edition, head, beside), lang)
    faults = [fault for fault in page_faults(page, lang) if fault.rule in STOPPING]
    if faults:
        raise RunError(faults)
    return head, {**made, f"report.{lang}.html": page.encode("utf-8")}


def _check_period(edition: Edition, head: Record) -> None:
    if head.get("period") != edition.period:
        allowed = Words(vi=f"kỳ {edition.period}", en=f"period {edition.period}")
        todo = Words(vi="Chạy lại các chương cho kỳ này", en="Run the chapters for this period")
        raise RunError(Problem("period", repr(head.get("period")), allowed, todo, "other_period"))
