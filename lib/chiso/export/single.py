"""Any executed notebook as a page of its own: ``jupyter nbconvert --to chiso``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from chiso.errors import RunError
from chiso.export.chapters import (
    HTML,
    PARAMETER_TAGS,
    RECORD,
    Record,
    editions_of,
    failed_cell,
    finished_bundle,
    records_in,
)
from chiso.export.compose import compose
from chiso.export.edition import Edition
from chiso.export.markdown import markdown_html, opening_level
from chiso.export.nodes import new_call, new_notebook
from chiso.export.page import PageSetting, render_page
from chiso.export.rules import page_faults
from chiso.text import fold
from chiso.words import LANGS, Lang, Words, reader_lang

# What would make a page load or run something; paths in printed text are the author's own.
_STOPPING = frozenset({"U01", "U02"})
_PICTURES = ("image/png", "image/jpeg")
_NOT_IN_ANCHORS = re.compile(r"[^a-z0-9]+")
_UNTOLD = Words(
    vi="Hình ở mục «{heading}»; người soạn sổ tay chưa mô tả hình bằng chữ.",
    en="Picture under “{heading}”; the notebook's author has not described it in words.",
)


class NotebookExporter(Exporter):
    """nbconvert exporter for any notebook, offered as ``chiso`` in menus and on command lines.

    The page has the look of a report: text cells of one language and finished outputs, no code, no
    script, no request. A chapter brings the head of its report; any other notebook has its first
    heading as title.
    """

    export_from_notebook = "chiso"
    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]  # upstream: exporters return text
        self, nb: NotebookNode, resources: Any = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page and nbconvert's resources.

        Raises
        ------
        RunError
            If a cell holds an error, or the page would load or run something.
        """
        copy, told = super().from_notebook_node(nb, resources, **more)
        name = str(told.get("metadata", {}).get("name") or "notebook")
        return single_page(copy, name, _now(os.environ)), told


def single_page(notebook: NotebookNode, name: str, created: datetime) -> str:
    """The page of one executed notebook.

    Parameters
    ----------
    notebook
        With its outputs.
    name
        Title of a notebook without headings; also names it in errors.
    created
        Moment of making, with its zone.

    Raises
    ------
    RunError
        If a cell holds an error, or the page would load or run something.
    """
    heads = [record for cell in notebook.cells for record in editions_of(cell)]
    head = heads[0] if heads else _plain_head(notebook, name)
    lang: Lang = "en" if head["lang"] == "en" else "vi"
    cells = list(_cells(notebook, name, lang))
    joined = new_notebook(_with_sections(cells), {"chiso": dict(head)})
    composition = compose(joined, lang)
    edition = Edition(str(head["period"]), (lang,), {}, {}, created, {})
    page = render_page(composition, PageSetting(edition, head, (), is_single=True), lang)
    faults = [fault for fault in page_faults(page, lang) if fault.rule in _STOPPING]
    if faults:
        raise RunError(faults)
    return page


def _plain_head(notebook: NotebookNode, name: str) -> Record:
    """The head of a notebook that opens no report."""
    wanted = notebook.metadata.get("chiso", {}).get("lang")
    lang = wanted if wanted in LANGS else reader_lang()
    headings = (
        cell.source.strip().splitlines()[0].lstrip("# ")
        for cell in notebook.cells
        if cell.cell_type == "markdown" and opening_level(cell.source) == 1
    )
    return {"lang": lang, "title": next(headings, name), "period": "", "period_name": ""}


def _cells(notebook: NotebookNode, name: str, lang: Lang) -> Iterator[NotebookNode]:
    """Text of one language, and code cells reduced to what they show."""
    heading = name
    for number, cell in enumerate(notebook.cells, start=1):
        tags = set(cell.metadata.get("tags", ()))
        if cell.cell_type == "markdown" and not tags & (set(LANGS) - {lang}):
            is_headed = opening_level(cell.source) is not None
            heading = cell.source.strip().splitlines()[0].strip("# ") if is_headed else heading
            yield cell
        elif cell.cell_type == "code" and not tags & PARAMETER_TAGS and not editions_of(cell):
            where = f"{name}: cell {number}"
            alt = _UNTOLD.fill(heading=heading).say(lang)
            shown = (_shown(output, where, alt, lang) for output in cell.outputs)
            yield new_call([bundle for bundle in shown if bundle])


def _shown(output: NotebookNode, where: str, alt: str, lang: Lang) -> Mapping[str, object]:
    """One output as HTML and record; empty for what is not for readers, such as warnings."""
    if output.output_type == "error":
        raise RunError(failed_cell(where, str(output.get("ename", "error"))))
    if output.output_type == "stream":
        return _printed(output.text) if output.name == "stdout" else {}
    data = output.data
    picture = next((kind for kind in _PICTURES if kind in data), None)
    if HTML not in data and RECORD not in data and picture:
        told = output.metadata.get(picture, {}).get("alt") or alt
        address = f"data:{picture};base64,{''.join(str(data[picture]).split())}"
        return {HTML: f'<figure class="chart"><img alt="{escape(told)}" src="{address}"></figure>'}
    if finished := finished_bundle(data, where, lang):
        return _without_files(finished)
    if "text/markdown" in data:
        return {HTML: markdown_html(str(data["text/markdown"]))}
    return _printed(str(data.get("text/plain", "")))


def _without_files(bundle: Mapping[str, object]) -> Mapping[str, object]:
    """The bundle without pictures for a folder, which a single page does not have."""
    records = [
        {name: value for name, value in record.items() if name != "png_wide"}
        for record in records_in(bundle)
    ]
    return {**bundle, RECORD: {"kind": "group", "items": records}} if records else bundle


def _printed(text: str) -> Mapping[str, object]:
    return {HTML: f"<pre>{escape(text.strip())}</pre>"} if text.strip() else {}


def _with_sections(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, with an anchor for each first-level heading that has none."""
    for number, cell in enumerate(cells, start=1):
        about = cell.metadata.setdefault("chiso", {})
        if cell.cell_type == "markdown" and opening_level(cell.source) == 1:
            words = _NOT_IN_ANCHORS.sub("-", fold(cell.source.splitlines()[0])).strip("-")
            about.setdefault("section", f"{words}-{number}")
    return cells


def _now(environment: Mapping[str, str]) -> datetime:
    """``SOURCE_DATE_EPOCH`` where it is a number of seconds, else now."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
