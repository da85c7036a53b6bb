"""The page itself: one file per language, without scripts and without requests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nbconvert.exporters.templateexporter import TemplateExporter

from chiso.export.chapters import Record
from chiso.export.compose import Composition
from chiso.export.edition import Edition, FileFact, issue_day
from chiso.export.wording import PAGE, capital, say_all
from chiso.numbers import size_words
from chiso.periods import Period
from chiso.words import LANGS, Lang

TEMPLATES = Path(__file__).parent / "template"
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


class ReportExporter(TemplateExporter):
    """nbconvert exporter that writes a composed notebook through the template ``chiso``."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self) -> None:
        super().__init__(  # type: ignore[no-untyped-call]  # upstream
            template_name="chiso",
            extra_template_basedirs=[str(TEMPLATES)],
            default_preprocessors=[],
        )


@dataclass(frozen=True)
class PageSetting:
    """What stands around the chapters.

    Attributes
    ----------
    edition
        Period, neighbours, day of making, provenance.
    head
        Record of kind ``edition`` in the page's language.
    files
        Files beside the page that are already written.
    is_single
        Whether the page stands alone, without other periods and files beside it.
    """

    edition: Edition
    head: Record
    files: Sequence[FileFact]
    is_single: bool = False


def render_page(composition: Composition, setting: PageSetting, lang: Lang) -> str:
    """The finished page as text; the same input always gives the same text."""
    page = {
        "lang": lang,
        "policy": POLICY,
        "style": style("base", "page"),
        "say": say_all(PAGE, lang),
        "head": setting.head,
        "period": capital(str(setting.head["period_name"])),
        "created": issue_day(setting.edition.created, lang),
        "periods": _period_links(setting.edition, lang),
        "other": _other_language(setting.edition, lang),
        "index": "index.html" if lang == "vi" else "index.en.html",
        "contents": composition.contents,
        "files": _file_links(setting.files, lang),
        "provenance": sorted(setting.edition.provenance.items()),
        "is_single": setting.is_single,
    }
    text, _ = _exporter().from_notebook_node(composition.notebook, resources={"page": page})
    return str(text).rstrip() + "\n"


@cache
def _exporter() -> ReportExporter:
    """One for all pages: its template is read and compiled once."""
    return ReportExporter()


def style(*names: str) -> str:
    """The named style sheets as one line without comments.

    Examples
    --------
    >>> "  " in style("base")
    False
    """
    sheets = (TEMPLATES / "chiso" / f"{name}.css" for name in names)
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return _SPACE.sub(" ", _COMMENT.sub("", text)).strip()


def _period_links(edition: Edition, lang: Lang) -> Mapping[str, tuple[str, str]]:
    """Address and name of the periods before and after this one, where they are published."""
    return {
        side: (f"../{code}/report.{lang}.html", capital(Period.parse(code).name(lang)))
        for side in ("previous", "next")
        if (code := edition.neighbours.get(side))
    }


def _other_language(edition: Edition, lang: Lang) -> Lang | None:
    others = [other for other in LANGS if other != lang and other in edition.langs]
    return others[0] if others else None


def _file_links(files: Sequence[FileFact], lang: Lang) -> list[tuple[str, str, str]]:
    """Name, label and size of the files that the page offers."""
    labels = {
        f"report.{lang}.pdf": PAGE["print"],
        f"tables.{lang}.xlsx": PAGE["workbook"],
        "data.csv": PAGE["data"],
    }
    return [
        (fact.name, labels[fact.name].say(lang), size_words(fact.bytes).say(lang))
        for fact in files
        if fact.name in labels
    ]
