"""The landing page over all periods, written from the records of their runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chiso.export.edition import issue_day
from chiso.export.page import POLICY, TEMPLATES, style
from chiso.export.sparkline import Point, sparkline
from chiso.export.wording import LANDING, VERDICTS, capital, say_all
from chiso.numbers import format_number, size_words
from chiso.periods import Period
from chiso.words import LANGS, Lang

HEADLINES = 3
# Twelve columns fit a wide screen, and keep the page small however long the history grows.
MATRIX_PERIODS = 12

Run = Mapping[str, object]


def write_landing(records: Sequence[Run], folder: Path, lang: Lang) -> None:
    """``index.html`` (vi) or ``index.en.html`` (en) over all periods, newest first.

    Parameters
    ----------
    records
        One mapping a period, as in ``run.json``: ``period`` (code), ``status`` (``published`` or
        ``failed``), ``stale`` (whether the published edition could not be renewed), ``failures``
        (of the latest attempt: ``chapter``, ``lang``, ``cell`` counted from 0, ``heading``),
        ``created`` (ISO time), ``facts`` (record of kind ``edition`` by language) and ``files``
        (``name``, ``bytes``).
    folder
        Folder of the data set, which holds the periods' folders.
    lang
        Language of the page.

    Raises
    ------
    UsageError
        If a period's code names no period.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = "index.html" if lang == "vi" else "index.en.html"
    (folder / name).write_text(landing_page(records, lang), encoding="utf-8")


def landing_page(records: Sequence[Run], lang: Lang) -> str:
    """The landing page as text; see :func:`write_landing` for the records."""
    runs = sorted(records, key=lambda run: Period.parse(str(run["period"])), reverse=True)
    heads = {str(run["period"]): head_of(run, lang) for run in runs if run.get("facts")}
    newest = next(iter(heads.values()), {})
    view = {
        "lang": lang,
        "policy": POLICY,
        "style": style("base", "landing"),
        "say": say_all(LANDING, lang),
        "title": newest.get("title") or LANDING["title"].say(lang),
        "body": newest.get("dataset_name", ""),
        "is_synthetic": any(head.get("synthetic") for head in heads.values()),
        "other": "index.en.html" if lang == "vi" else "index.html",
        "other_lang": next(other for other in LANGS if other != lang),
        "periods": [period_view(run, lang) for run in runs],
        "matrix": _matrix(heads, lang),
        "revisions": _revisions(heads, lang),
        "verdicts": [(mark.sign, mark.word.say(lang), mark.css) for mark in VERDICTS.values()],
    }
    return templates().get_template("landing.html.j2").render(page=view).rstrip() + "\n"


@cache
def templates() -> Environment:
    """The templates of pages that are written without notebooks, each compiled once."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(TEMPLATES / "chiso"),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def head_of(run: Run, lang: Lang) -> Mapping[str, object]:
    """What the edition says in the page's language, or in another one when it was not made."""
    facts = cast(Mapping[str, Mapping[str, object]], run.get("facts") or {})
    return facts.get(lang) or next(iter(facts.values()), {})


def period_view(run: Run, lang: Lang) -> Mapping[str, object]:
    """One period's entry, as its template shows it; see :func:`write_landing` for the record."""
    code, head = str(run["period"]), head_of(run, lang)
    is_own_language = head.get("lang", lang) == lang
    has_report = run.get("status") != "failed"
    return {
        "code": code,
        "name": capital(Period.parse(code).name(lang)),
        "is_failed": bool(run.get("stale")) or not has_report,
        "has_report": has_report,
        "failures": _failures(run, lang),
        "about": _about(run, head, lang) if is_own_language else [],
        "counts": _counts(head, lang),
        "headline": _headline(head, lang) if is_own_language else [],
        "links": _links(code, run, lang) if has_report else [],
    }


def _about(run: Run, head: Mapping[str, object], lang: Lang) -> list[str]:
    """Cut-off, day of issue and state of the data, as far as they are known."""
    parts = []
    if head.get("closing_date_name"):
        parts.append(f"{LANDING['closing'].say(lang)} {head['closing_date_name']}")
    if head and run.get("created"):
        moment = datetime.fromisoformat(str(run["created"]))
        parts.append(f"{LANDING['created'].say(lang)} {issue_day(moment, lang)}")
    return [*parts, str(head["state"])] if head.get("state") else parts


def _failures(run: Run, lang: Lang) -> list[str]:
    """Where the latest attempt failed; what happened there stands in ``failure.txt``."""
    found = cast(Sequence[Mapping[str, object]], run.get("failures") or [])
    return [
        LANDING["failure"]
        .fill(
            chapter=f"{failure['chapter']}.{failure['lang']}",
            cell=int(cast(int, failure["cell"])) + 1,
            heading=f"«{failure['heading']}»" if failure.get("heading") else "",
        )
        .say(lang)
        for failure in found
    ]


def _counts(head: Mapping[str, object], lang: Lang) -> list[tuple[str, str, str, int]]:
    """Sign, word, class and count of each verdict that occurs."""
    counted = cast(Mapping[str, int], head.get("verdicts") or {})
    return [
        (mark.sign, mark.word.say(lang), mark.css, counted[verdict])
        for verdict, mark in VERDICTS.items()
        if counted.get(verdict)
    ]


def _headline(head: Mapping[str, object], lang: Lang) -> list[tuple[str, str, str, str, str]]:
    """Name, value, verdict with its class, and drawing of the first headline results."""
    found = cast(Sequence[Mapping[str, object]], head.get("headline") or [])[:HEADLINES]
    return [
        (
            str(result["name"]),
            str(result["value_text"]),
            *_judged(result.get("verdict"), lang),
            sparkline(_points(result)),
        )
        for result in found
    ]


def _points(result: Mapping[str, object]) -> list[Point]:
    history = cast(Sequence[Sequence[object]], result.get("history") or [])
    return [
        (str(day), None if value is None else float(cast(float, value)), str(qualifier))
        for day, value, qualifier in history
    ]


def _judged(verdict: object, lang: Lang) -> tuple[str, str]:
    """Sign with word, and class; nothing where there was no target to be judged against."""
    mark = VERDICTS.get(str(verdict))
    if mark is None or verdict == "no_target":
        return "", ""
    return f"{mark.sign} {mark.word.say(lang)}", mark.css


def _links(code: str, run: Run, lang: Lang) -> list[tuple[str, str, str, str]]:
    """Address, label, size and language of the files that a reader may want, own language first."""
    others = [other for other in LANGS if other != lang]
    labels = [
        *((f"report.{each}.html", f"read_{each}", each) for each in (lang, *others)),
        (f"report.{lang}.pdf", "print", ""),
        (f"tables.{lang}.xlsx", "workbook", ""),
        ("data.csv", "data", ""),
    ]
    files = cast(Sequence[Mapping[str, object]], run.get("files") or [])
    sizes = {str(fact["name"]): int(cast(int, fact["bytes"])) for fact in files}
    return [
        (f"{code}/{name}", LANDING[label].say(lang), size_words(sizes[name]).say(lang), other)
        for name, label, other in labels
        if name in sizes
    ]


def _matrix(heads: Mapping[str, Mapping[str, object]], lang: Lang) -> Mapping[str, object]:
    """Indicators down, newest periods across, a verdict in each cell."""
    shown = dict(list(heads.items())[:MATRIX_PERIODS])
    entries = [
        (code, head.get("lang", lang) == lang, entry)
        for code, head in shown.items()
        for entry in cast(Sequence[Mapping[str, str]], head.get("matrix") or [])
    ]
    verdicts = {(entry["indicator"], code): entry["verdict"] for code, _, entry in entries}
    foreign = {entry["indicator"]: entry["name"] for _, _, entry in entries}
    own = {entry["indicator"]: entry["name"] for _, is_own, entry in entries if is_own}
    rows = [
        (name, [_cell(verdicts.get((ident, code)), lang) for code in shown])
        for ident, name in (foreign | own).items()
    ]
    limit = LANDING["matrix_limit"].fill(count=MATRIX_PERIODS).say(lang)
    return {
        "periods": [Period.parse(code).label(lang) for code in shown],
        "rows": rows,
        "limit": limit if len(heads) > MATRIX_PERIODS else "",
    }


def _revisions(heads: Mapping[str, Mapping[str, object]], lang: Lang) -> Mapping[str, object]:
    """Revisions as the newest edition in the page's language knows them."""
    own = (head for head in heads.values() if head.get("lang", lang) == lang)
    logs = (cast(Mapping[str, object], head["revisions"]) for head in own if "revisions" in head)
    log = next(logs, {})
    rows = cast(Sequence[Mapping[str, str]], log.get("rows") or [])
    older = cast(int, log.get("count", 0)) - len(rows)
    more = LANDING["revisions_more"].fill(count=format_number(older, 0, lang)).say(lang)
    return {"rows": rows, "more": more if older else ""}


def _cell(verdict: str | None, lang: Lang) -> tuple[str, str, str]:
    """Sign, word and class of a cell; blank where the indicator was not followed."""
    mark = VERDICTS.get(verdict or "")
    if mark is None:
        return "", LANDING["not_listed"].say(lang), ""
    return mark.sign, mark.word.say(lang), mark.css
