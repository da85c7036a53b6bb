"""A joined notebook turned into finished HTML, cell by cell, ready for the template."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape

from nbformat import NotebookNode

from chiso.errors import Problem, RunError
from chiso.export.chapters import HTML, Record, records_in, records_of
from chiso.export.fragments import (
    Finish,
    Numbers,
    ids_in,
    insert_after,
    is_blank,
    without_dead_links,
)
from chiso.export.markdown import has_body, markdown_html, opening_level
from chiso.export.nodes import bundles_of, new_notebook, new_text
from chiso.export.records import TableRecord, data_link, table_csv, text_link
from chiso.export.sanitise import clean_fragment
from chiso.export.wording import PAGE
from chiso.export.workbook import table_bytes
from chiso.words import Lang, Words

PAGE_IDS = ("top", "muc-luc", "noi-dung", "tai-ve")
_HEADING_TWO = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_FILE_NAME = re.compile(r"[^a-z0-9_-]+")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKED = {"vi": "minh-hoa", "en": "illustrative"}


@dataclass(frozen=True)
class Part:
    """One cell of the page.

    Attributes
    ----------
    html
        What it shows.
    section
        Id of the section that it opens, or empty.
    level
        Level of the heading that it opens with; None for calls and for text without a heading.
    is_call
        Whether it comes from a code cell.
    says
        Whether a reader finds anything in it besides headings.
    has_files
        Whether the list of files to download follows it.
    """

    html: str
    section: str = ""
    level: int | None = None
    is_call: bool = False
    says: bool = True
    has_files: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture for the folder beside the page."""

    name: str
    png: bytes


@dataclass(frozen=True)
class Composition:
    """Everything that a page of one language needs from its chapters.

    Attributes
    ----------
    notebook
        Cells whose ``metadata.chiso`` holds ``html``, ``opens``, ``closes`` and ``has_files``.
    contents
        Id and heading of each section.
    tables
        Running number and record of each table.
    figures
        Pictures for the folder.
    """

    notebook: NotebookNode
    contents: tuple[tuple[str, str], ...]
    tables: tuple[tuple[int, TableRecord], ...]
    figures: tuple[Figure, ...]


def compose(joined: NotebookNode, lang: Lang) -> Composition:
    """The cells of a joined notebook as finished HTML, with numbers, links and downloads.

    Raises
    ------
    RunError
        If a section has no heading or an id occurs twice.
    """
    head: Mapping[str, object] = joined.metadata["chiso"]
    clean = [_clean(cell) for cell in joined.cells]
    numbers = _count(clean)
    finish = Finish(lang, numbers, bool(head.get("synthetic")))
    parts = [
        _finished(cell, shown, finish, head)
        for cell, shown in zip(joined.cells, clean, strict=True)
    ]
    parts = _explain_gaps(parts, PAGE["no_data"].say(lang))
    contents = tuple(_entry(part) for part in parts if part.section)
    parts = _without_dead_links([_with_heading_id(part) for part in parts])
    tables = [TableRecord.from_json(record) for record in records_of(joined, "table")]
    figures = [record for record in records_of(joined, "figure") if record.get("png_wide")]
    return Composition(
        notebook=_notebook(parts),
        contents=contents,
        tables=tuple((numbers.by_id[table.ident][1], table) for table in tables),
        figures=tuple(_figure(record, lang) for record in figures),
    )


Shown = Sequence[tuple[str, list[Record]]]


def _clean(cell: NotebookNode) -> Shown:
    """Clean HTML and record of each thing that a cell shows."""
    if cell.cell_type == "markdown":
        return [(markdown_html(cell.source), [])]
    return [(clean_fragment(str(data[HTML])), records_in(data)) for data in bundles_of(cell)]


def _count(cells: Sequence[Shown]) -> Numbers:
    numbers = Numbers()
    for shown in cells:
        for html, records in shown:
            numbers = numbers.with_fragment(html, records)
    return numbers


def _finished(cell: NotebookNode, shown: Shown, finish: Finish, head: Record) -> Part:
    visible = [(html, records) for html, records in shown if not is_blank(html)]
    html = "\n".join(_with_downloads(*pair, finish, head) for pair in visible)
    if cell.cell_type == "code":
        is_data = any(record.get("kind") == "data" for _, records in shown for record in records)
        return Part(html, is_call=True, says=bool(visible) or is_data, has_files=is_data)
    section = str(cell.metadata.get("chiso", {}).get("section", ""))
    level = opening_level(cell.source)
    return Part(html, section=section, level=level, says=has_body(cell.source))


def _with_downloads(html: str, records: Sequence[Record], finish: Finish, head: Record) -> str:
    """The finished fragment with the links of each table and figure right below it."""
    html = finish.apply(html)
    for record in records:
        html = insert_after(html, str(record.get("id")), _downloads(record, finish, head))
    return html


def _downloads(record: Mapping[str, object], finish: Finish, head: Record) -> str:
    """The line of links below a table or a figure; empty below anything else."""
    lang = finish.lang
    if record.get("kind") == "table":
        table = TableRecord.from_json(record)
        kind, number = finish.numbers.by_id[table.ident]
        content = table_csv(table, lang, is_synthetic=finish.is_synthetic)
        name = f"{'bieu' if lang == 'vi' else kind}-{number:02d}_{head['period']}"
        name += f"_{_MARKED[lang]}" if finish.is_synthetic else ""
        label = finish.numbers.name(table.ident, lang)
        book = table_bytes(number, table, head, lang)
        addresses = {
            "csv": text_link(content, "text/csv;charset=utf-8"),
            "xlsx": data_link(book, _XLSX),
        }
        links = " · ".join(
            f'<a href="{address}" download="{escape(f"{name}.{ending}")}"'
            f' aria-label="{escape(f"{ending.upper()}, {label}")}">{ending.upper()}</a>'
            for ending, address in addresses.items()
        )
        return f'\n<p class="downloads">{PAGE["get_table"].say(lang)}: {links}</p>'
    if record.get("png_wide"):
        label = escape(f"PNG, {finish.numbers.name(str(record.get('id')), lang)}")
        link = f'<a href="{_figure_name(record, lang)}" aria-label="{label}">PNG</a>'
        return f'\n<p class="downloads">{PAGE["get_figure"].say(lang)}: {link}</p>'
    return ""


def _explain_gaps(parts: Sequence[Part], sentence: str) -> list[Part]:
    """The parts with a sentence below each heading that nothing follows.

    Text that only leads to a call does not count: when no call of a stretch shows anything, the
    reader is told so.
    """
    done: list[Part] = []
    for index, part in enumerate(parts):
        done.append(part)
        following = parts[index + 1] if index + 1 < len(parts) else None
        if following is None or following.level is not None:
            stretch = _last_stretch(done)
            has_calls = any(member.is_call for member in stretch)
            says = any(member.says for member in stretch if member.is_call or not has_calls)
            leads_down = following is not None and (following.level or 0) > (stretch[0].level or 0)
            if not says and (has_calls or not leads_down):
                done.append(Part(f'<p class="nothing">{sentence}</p>'))
    return done


def _last_stretch(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts from the last one that opens with a heading."""
    start = max((i for i, part in enumerate(parts) if part.level is not None), default=0)
    return parts[start:]


def _entry(part: Part) -> tuple[str, str]:
    """Id and plain heading of a section for the contents list."""
    found = _HEADING_TWO.search(part.html)
    if found is None:
        allowed = Words(
            vi="ô mở một phần bắt đầu bằng tiêu đề cấp một",
            en="a cell that opens a section starts with a first-level heading",
        )
        todo = Words(vi="Thêm dòng '# Tiêu đề'", en="Add a line '# Heading'")
        raise RunError(Problem(f"#{part.section}", "", allowed, todo, "section_without_heading"))
    return part.section, unescape(_TAGS.sub("", found[1]))


def _with_heading_id(part: Part) -> Part:
    """The part with an id on its heading, so that the section can be named after it."""
    if not part.section:
        return part
    opened = f'<h2 id="{escape(part.section)}-h">'
    return replace(part, html=part.html.replace("<h2>", opened, 1))


def _without_dead_links(parts: Sequence[Part]) -> list[Part]:
    """The parts with links only to places that the page has, each of which occurs once."""
    ids = [*PAGE_IDS, *(part.section for part in parts if part.section)]
    ids += [ident for part in parts for ident in ids_in(part.html)]
    twice = [ident for ident, count in Counter(ids).items() if count > 1]
    if twice:
        allowed = Words(vi="mỗi mã chỉ có một lần trên trang", en="an id occurs once on a page")
        todo = Words(vi="Bỏ lần xuất hiện thứ hai", en="Remove the second occurrence")
        raise RunError(
            Problem(f"#{ident}", "", allowed, todo, "repeated_id") for ident in sorted(twice)
        )
    known = set(ids)
    return [replace(part, html=without_dead_links(part.html, known)) for part in parts]


def _notebook(parts: Sequence[Part]) -> NotebookNode:
    """The parts as one notebook; a section closes where the next one opens or the page ends."""
    cells: list[NotebookNode] = []
    current = ""
    for index, part in enumerate(parts):
        current = part.section or current
        is_last = index + 1 == len(parts) or bool(parts[index + 1].section)
        seen: dict[str, object] = {"html": part.html, "has_files": part.has_files}
        seen |= {"opens": part.section, "closes": current if is_last else ""}
        cells.append(new_text({"chiso": seen}))
    return new_notebook(cells)


def _figure_name(record: Mapping[str, object], lang: Lang) -> str:
    return f"figures/{_FILE_NAME.sub('-', str(record.get('id')).lower())}.{lang}.png"


def _figure(record: Mapping[str, object], lang: Lang) -> Figure:
    return Figure(_figure_name(record, lang), base64.b64decode(str(record["png_wide"])))
