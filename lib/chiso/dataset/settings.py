"""What a data set says of itself, read without the lists that it names."""

from __future__ import annotations

from pathlib import Path

from chiso.catalog.settings import Settings, settings_of
from chiso.dataset.entry_files import EntryReader, Incomplete
from chiso.errors import DataError, Problem


def read_settings(folder: Path) -> Settings:
    """What ``dataset.yml`` says, without the lists that it names; they are not checked.

    Parameters
    ----------
    folder
        Folder with ``dataset.yml``.

    Raises
    ------
    DataError
        With every problem of that file.
    """
    problems: list[Problem] = []
    unread = Incomplete()
    reader = EntryReader(folder, problems)
    settings = reader.single("dataset.yml", lambda item: settings_of(item, unread, unread))
    if problems or settings is None:
        raise DataError(problems)
    return settings
