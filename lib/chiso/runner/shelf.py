"""The page above all data sets of an output folder, from the records of their reports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chiso.runner.cache import digest
from chiso.runner.lock import held
from chiso.runner.manifest import told
from chiso.runner.publish import Store, put_file_in_place
from chiso.runner.reports import LANDING, Exporter, landing_records
from chiso.words import LANGS

# Says from which records the page was written; set after the page itself.
_MARK = ".shelf"
_OURS = '<meta name="generator" content="chiso">'


def refresh_shelf(out: Path, staging: Path, exporter: Exporter, maker: Mapping[str, Any]) -> None:
    """Write the page over all data sets, unless it is right or the place is taken.

    Parameters
    ----------
    out
        Folder that holds the output folders of all data sets. A page there that chiso did not
        write, such as the start page of a web server, is left as it is.
    staging
        Folder on the same file system for what is not finished.
    exporter
        What writes pages.
    maker
        The inputs that decide how pages are written now.
    """
    pages = [out / name for name in LANDING.values()]
    # Two data sets may finish together: whoever comes second sees the records of the first.
    with held(out, "chiso run", wait=True, waiting=_say_nothing):
        if not all(_is_free(page) for page in pages):
            return
        sets = shelf_records(out)
        key, mark = digest([sets, dict(maker)]), out / _MARK
        is_right = mark.is_file() and mark.read_text(encoding="utf-8") == key
        if is_right and all(page.is_file() for page in pages):
            return
        folder = staging / "shelf"
        folder.mkdir()
        for lang in LANGS:
            exporter.write_shelf(sets, folder, lang)
        # A run that is killed among the pages must not leave a mark that vouches for them.
        mark.unlink(missing_ok=True)
        for page in pages:
            put_file_in_place(folder / page.name, page)
        (folder / _MARK).write_text(key, encoding="utf-8")
        put_file_in_place(folder / _MARK, mark)


def shelf_records(out: Path) -> list[dict[str, Any]]:
    """One record a data set in order of names: ``folder`` and ``records`` of its periods.

    Durations are left out, so that a run of equal content gives an equal page.
    """
    sets = []
    for folder in sorted(path for path in out.glob("[!._]*") if path.is_dir()):
        store = Store(folder)
        records = [
            told(record)
            for record in landing_records(store.records(), store.failures())
            if record["dataset"] == folder.name  # a copy under another name is no data set
        ]
        if records:
            sets.append({"folder": folder.name, "records": records})
    return sets


def _is_free(page: Path) -> bool:
    """Whether a page may be written: there is none, or it is one of ours."""
    return not page.exists() or _OURS in page.read_text(encoding="utf-8", errors="replace")


def _say_nothing(_: str) -> None:
    """The other run only writes a page; nobody has to be told to wait for that."""
