"""Executed chapters made into published reports, kept failures, and the landing page over both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from chiso.periods import Period
from chiso.runner.cache import digest, digest_folder
from chiso.runner.jobs import ChapterResult
from chiso.runner.manifest import told
from chiso.runner.publish import (
    Store,
    put_file_in_place,
    put_in_place,
    write_record,
)
from chiso.words import LANGS, Lang

if TYPE_CHECKING:
    from chiso.export import Edition, EditionFacts
    from chiso.export.paper import Printer

NOTEBOOKS = "notebooks"
# Says from which records the landing page was written; set after the page itself.
_LANDING_MARK = ".landing"
LANDING: Mapping[Lang, str] = {"vi": "index.html", "en": "index.en.html"}


class Exporter(Protocol):
    """What writes pages; :mod:`chiso.export` is one."""

    def write_edition(self, edition: Edition, folder: Path) -> EditionFacts:
        """Write one period's pages, tables and figures into a folder."""

    def write_landing(
        self, records: Sequence[Mapping[str, Any]], folder: Path, lang: Lang
    ) -> object:
        """Write the page over all periods into a folder."""

    def write_shelf(self, sets: Sequence[Mapping[str, Any]], folder: Path, lang: Lang) -> object:
        """Write the page over all data sets into a folder."""


@dataclass(frozen=True)
class Reports:
    """Publishes into one output folder with one exporter.

    Attributes
    ----------
    store
        The output folder.
    exporter
        What writes pages.
    maker
        The inputs that decide how pages are written now: ``library`` and ``versions``.
    printer
        What makes a PDF of each new page; None for pages without one.
    """

    store: Store
    exporter: Exporter
    maker: Mapping[str, Any]
    printer: Printer | None = None

    def publish(self, staged: Path, record: Mapping[str, Any], target: Path) -> dict[str, Any]:
        """The record of a report that is now in its place.

        Parameters
        ----------
        staged
            Folder on the same file system with the executed ``notebooks``.
        record
            What was run, with the codes of the ``neighbours``.
        target
            Where the report belongs.
        """
        return self._publish(staged, record, target, self.printer)

    def _publish(
        self, staged: Path, record: Mapping[str, Any], target: Path, printer: Printer | None
    ) -> dict[str, Any]:
        from chiso.export import Edition

        langs: tuple[Lang, ...] = tuple(record["languages"])
        edition = Edition(
            period=record["period"],
            langs=langs,
            notebooks={
                lang: [staged / NOTEBOOKS / f"{name}.{lang}.ipynb" for name in record["chapters"]]
                for lang in langs
            },
            neighbours=record["neighbours"],
            created=datetime.fromisoformat(record["created"]),
            provenance=record["provenance"],
            printer=printer,
        )
        facts = self.exporter.write_edition(edition, staged).to_record()["facts"]
        finished = {
            **record,
            "status": "published",
            "pdf": printer is not None,
            "facts": facts,
            "verdicts": _verdicts(facts),
            "files": [file.to_record() for file in digest_folder(staged)],
        }
        write_record(staged, finished)
        put_in_place(staged, target)
        return finished

    def keep_failure(
        self,
        staged: Path,
        record: Mapping[str, Any],
        results: Sequence[ChapterResult],
        lines: Iterable[str],
    ) -> Path:
        """The folder with the broken notebooks, ``failure.txt`` and the attempt's record.

        Parameters
        ----------
        staged
            Folder of the attempt; what did not fail is not kept.
        record
            What was run.
        results
            Its chapters.
        lines
            What went wrong, for people.
        """
        import shutil

        kept = staged.with_name(staged.name + ".failed")
        (kept / NOTEBOOKS).mkdir(parents=True)
        failed = [result for result in results if result.failure]
        for result in failed:
            shutil.copy2(result.job.target, kept / NOTEBOOKS)
        logs = [f"\n{result.job.name}\n{result.log}" for result in failed if result.log]
        text = "\n".join([*lines, *logs])
        (kept / "failure.txt").write_text(text + "\n", encoding="utf-8")
        failures = [
            {"chapter": result.job.chapter, "lang": result.job.lang, **result.failure.to_record()}
            for result in failed
            if result.failure
        ]
        write_record(kept, {**record, "status": "failed", "failures": failures})
        target = self.store.failed(str(record["period"]))
        put_in_place(kept, target)
        return target

    def add_prints(self, record: Mapping[str, Any], staged: Path) -> None:
        """Publish a report again with PDFs, from its own executed chapters; no kernel starts.

        Parameters
        ----------
        record
            Its record.
        staged
            A free place for the work, on the same file system.
        """
        self._join_again(record, staged, self.printer)

    def _join_again(self, record: Mapping[str, Any], staged: Path, printer: Printer | None) -> None:
        """Publish a report again from its own executed chapters."""
        import shutil

        folder = self.store.published(record["period"])
        shutil.copytree(folder / NOTEBOOKS, staged / NOTEBOOKS)
        self._publish(staged, record, folder, printer)

    def refresh_neighbours(self, staging: Path) -> None:
        """Join again the pages whose previous or next report appeared or went; no kernel starts.

        A report that another library or other versions made is left for its own next run.
        """
        records = self.store.records()
        neighbours_of = all_neighbours(records)
        for period, record in records.items():
            neighbours = neighbours_of[period]
            same_maker = all(record.get(part) == self.maker[part] for part in self.maker)
            if same_maker and record["neighbours"] != neighbours:
                from chiso.export.paper import FormerPrints

                # Links to other reports are not printed.
                former = FormerPrints(self.store.published(period)) if record.get("pdf") else None
                linked = {**record, "neighbours": neighbours}
                self._join_again(linked, staging / f"{period}.joined", former)

    def write_landing(self, staging: Path) -> Path:
        """The landing page over all published and failed periods, written when it is not right."""
        found = landing_records(self.store.records(), self.store.failures())
        records = [told(record) for record in found]
        pages = [self.store.root / name for name in LANDING.values()]
        key, mark = digest([records, dict(self.maker)]), self.store.root / _LANDING_MARK
        is_right = mark.is_file() and mark.read_text(encoding="utf-8") == key
        if not (is_right and all(page.is_file() for page in pages)):
            folder = staging / "landing"
            folder.mkdir(exist_ok=True)
            for lang in LANGS:
                self.exporter.write_landing(records, folder, lang)
            # A run that is killed among the pages must not leave a mark that vouches for them.
            mark.unlink(missing_ok=True)
            for path in sorted(folder.iterdir()):
                put_file_in_place(path, self.store.root / path.name)
            (staging / _LANDING_MARK).write_text(key, encoding="utf-8")
            put_file_in_place(staging / _LANDING_MARK, mark)
        return self.store.root / LANDING["vi"]


def find_neighbours(period: str, others: Iterable[str]) -> dict[str, str | None]:
    """The reports just before and just after a period, as codes; None at either end.

    Examples
    --------
    >>> find_neighbours("2023", ["2024-H1", "2023", "2022"])
    {'previous': '2022', 'next': '2024-H1'}
    """
    return all_neighbours([period, *others])[period]


def all_neighbours(periods: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """The reports just before and just after each period (:func:`find_neighbours`)."""
    codes = [period.code for period in sorted({*map(Period.parse, periods)})]
    beside = zip([None, *codes], codes, [*codes[1:], None], strict=False)
    return {code: {"previous": before, "next": after} for before, code, after in beside}


def landing_records(
    published: Mapping[str, Mapping[str, Any]], failed: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """One record a period in order of time; the last good report stays, marked ``stale``.

    Parameters
    ----------
    published, failed
        Records by period. A period in both has a good report that could not be renewed.
    """
    return [
        {
            **failed.get(code, {}),
            **published.get(code, {}),
            "stale": code in published and code in failed,
            "failures": failed.get(code, {}).get("failures", []),
        }
        for code in sorted({*published, *failed}, key=Period.parse)
    ]


def _verdicts(facts: Any) -> Mapping[str, int]:
    """Indicators by verdict; the same in every language."""
    first: Mapping[str, Any] = next(iter(facts.values()), {})
    verdicts: Mapping[str, int] = first.get("verdicts", {})
    return verdicts
