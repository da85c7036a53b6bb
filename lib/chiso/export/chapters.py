"""Executed chapters joined into one notebook that holds only what a reader of one language sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode

from chiso.errors import Problem, RunError
from chiso.export.nodes import bundles_of, new_call, new_notebook, read_notebook
from chiso.export.wording import PAGE
from chiso.words import LANGS, Lang, Words

RECORD = "application/vnd.chiso+json"
HTML = "text/html"
WIDGET = "application/vnd.jupyter.widget-view+json"
PARAMETER_TAGS = frozenset({"parameters", "injected-parameters"})

Record = Mapping[str, object]


def join_chapters(paths: Sequence[Path], lang: Lang) -> NotebookNode:
    """One notebook with the text cells of a language and the finished outputs of all calls.

    Code, printed lines and warnings are left behind. The head of the report (the record of kind
    ``edition``) stands in ``metadata.chiso``; it is not an output any more.

    Parameters
    ----------
    paths
        Executed notebooks in the order of the chapters.
    lang
        Language of the page; text cells tagged with another language are left out.

    Raises
    ------
    RunError
        If a notebook cannot be read, holds an error, shows a picture without a text alternative,
        or does not open with the report; or if the chapters belong to different reports.
    """
    cells: list[NotebookNode] = []
    heads: list[Record] = []
    for path in paths:
        chapter = list(_reader_cells(path, lang))
        heads.append(_head(path, chapter))
        cells.extend(cell for cell in chapter if not _is_edition(cell))
    _check_heads(paths, heads, lang)
    return new_notebook(cells, {"chiso": dict(heads[0])})


def records_of(notebook: NotebookNode, kind: str) -> list[Record]:
    """The machine-readable records of one kind that a joined notebook shows, in page order."""
    bundles = (data for cell in notebook.cells for data in bundles_of(cell))
    records = (record for data in bundles for record in records_in(data))
    return [record for record in records if record.get("kind") == kind]


def records_in(data: Mapping[str, object]) -> list[Record]:
    """The records of one MIME bundle; a record of kind ``group`` stands for its ``items``."""
    record = data.get(RECORD)
    if not isinstance(record, Mapping):
        return []
    return list(record["items"]) if record.get("kind") == "group" else [record]


def _reader_cells(path: Path, lang: Lang) -> Iterator[NotebookNode]:
    """Cells that a reader of one language may see, stripped of code; the edition cell is kept."""
    has_edition = False
    for number, cell in enumerate(read_notebook(path).cells, start=1):
        tags = set(cell.metadata.get("tags", ()))
        if cell.cell_type == "markdown" and not tags.intersection(set(LANGS) - {lang}):
            yield cell
        elif cell.cell_type == "code" and not tags & PARAMETER_TAGS:
            call = _stripped(cell, f"{path.name}: cell {number}", lang)
            # Before the report is open a cell only prepares; it has nothing to show.
            has_edition = has_edition or _is_edition(call)
            if has_edition:
                yield call


def _stripped(cell: NotebookNode, where: str, lang: Lang) -> NotebookNode:
    """A call without its code, with the outputs that belong in a report."""
    for output in cell.outputs:
        if output.output_type == "error":
            raise RunError(failed_cell(where, output.get("ename", "error")))
    found = (finished_bundle(data, where, lang) for data in bundles_of(cell))
    return new_call([data for data in found if data])


def finished_bundle(data: Mapping[str, object], where: str, lang: Lang) -> Mapping[str, object]:
    """The bundle reduced to its HTML and its record; empty when it has neither."""
    if WIDGET in data:
        return {HTML: f'<p class="note">{PAGE["only_in_lab"].say(lang)}</p>'}
    if records := records_in(data):
        if any(record.get("kind") == "figure" and not record.get("alt") for record in records):
            raise RunError(_picture_without_words(where))
        return {HTML: data.get(HTML, ""), RECORD: data[RECORD]}
    if HTML in data:
        return {HTML: data[HTML]}
    if any(kind.startswith("image/") for kind in data):
        raise RunError(_picture_without_words(where))
    return {}


def editions_of(cell: NotebookNode) -> list[Record]:
    """The heads of reports that a cell shows."""
    records = (record for data in bundles_of(cell) for record in records_in(data))
    return [record for record in records if record.get("kind") == "edition"]


def _is_edition(cell: NotebookNode) -> bool:
    return bool(editions_of(cell))


def _head(path: Path, chapter: Sequence[NotebookNode]) -> Record:
    """The edition record of one chapter."""
    if found := [record for cell in chapter for record in editions_of(cell)]:
        return found[0]
    allowed = Words(
        vi="mỗi chương phải mở báo cáo và hiện ra đối tượng report",
        en="each chapter must open the report and show the report object",
    )
    todo = Words(
        vi="Thêm dòng report ở cuối ô mở báo cáo",
        en="End the cell that opens the report with the line report",
    )
    raise RunError(Problem(path.name, "", allowed, todo, "no_edition"))


def _check_heads(paths: Sequence[Path], heads: Sequence[Record], lang: Lang) -> None:
    """All chapters tell of the same data set, period and language."""
    wanted = {**heads[0], "lang": lang}
    problems = [
        Problem(
            where=f"{path.name}: {field}",
            got=repr(head.get(field)),
            allowed=Words(
                vi=f"các chương của một trang cùng có {wanted.get(field)!r}",
                en=f"all chapters of a page have {wanted.get(field)!r}",
            ),
            todo=Words(vi="Chạy lại các chương cùng một kỳ", en="Run the chapters for one period"),
            rule="mixed_chapters",
        )
        for path, head in zip(paths, heads, strict=True)
        for field in ("dataset", "period", "lang")
        if head.get(field) != wanted.get(field)
    ]
    if problems:
        raise RunError(problems)


def failed_cell(where: str, error: str) -> Problem:
    """A cell that raised an error and therefore shows nothing."""
    allowed = Words(
        vi="báo cáo chỉ được lập từ sổ tay chạy không lỗi",
        en="a report is made only from notebooks that ran without error",
    )
    todo = Words(vi="Sửa lỗi ở ô này rồi chạy lại", en="Mend this cell and run again")
    return Problem(where, error, allowed, todo, "failed_cell")


def _picture_without_words(where: str) -> Problem:
    allowed = Words(
        vi="mỗi hình cần một đoạn văn bản thay thế",
        en="each picture needs a text alternative",
    )
    todo = Words(
        vi="Vẽ hình bằng hàm của report, các hàm này viết sẵn đoạn đó",
        en="Draw it with a function of the report; these write one",
    )
    return Problem(where, "", allowed, todo, "no_alt")
