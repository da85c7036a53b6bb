"""Any file that arrives: safely opened, its layout found by content, its figures read."""

from __future__ import annotations

from pathlib import Path

from chiso.catalog import Catalogue, Layout, named_layouts
from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival
from chiso.loaders.fitting import Fit, Fitting, Misfit, fit_csv, fit_json, fit_workbook
from chiso.loaders.reading import Hints, Reading
from chiso.loaders.refusals import shown
from chiso.loaders.safety import file_digest
from chiso.loaders.text_file import safe_name
from chiso.loaders.wording import doubt
from chiso.words import LANGS, Words

# By extension, because people see it; whether the content agrees is checked on opening.
_FITTERS = {
    ".xlsx": fit_workbook, ".xlsm": fit_workbook, ".xlsb": fit_workbook, ".xls": fit_workbook,
    ".csv": fit_csv, ".tsv": fit_csv, ".txt": fit_csv,
    ".json": fit_json,
}  # fmt: skip

_NO_READER = Words(
    vi="không bố cục nào được chọn đọc loại tệp này",
    en="none that may be used reads this kind of file",
)


def read_return(path: Path, catalogue: Catalogue, hints: Hints) -> Reading:
    """What a file says, whatever layout of the data set it follows.

    Parameters
    ----------
    path
        A workbook (``.xlsx``, ``.xls``), a CSV or a JSON file.
    catalogue
        Of the data set; its layouts are tried.
    hints
        A layout, by id or by kind, that the file must follow; a period for files that name none.

    Returns
    -------
    Reading
        Figures in file order, with their cells of origin, and doubts about them.

    Raises
    ------
    DataError
        If the file cannot be opened safely, follows no layout or several, or its figures cannot
        be read.
    UsageError
        If the data set has no layout or kind of that name.
    """
    name = safe_name(path)
    layouts = _layouts(catalogue, hints)
    fitter = _FITTERS.get(path.suffix.lower())
    if fitter is None:
        raise DataError(doubt("unknown_file_type", name, shown(path.suffix)))
    digest, size = file_digest(path)
    is_named = bool(hints.layout) and len(layouts) == 1
    fitting = fitter(path, name, layouts, is_named=is_named)
    fit = _only_fit(fitting, name)
    return fit.read(Arrival(name, digest, size, fit.layout, catalogue, hints))


def _layouts(catalogue: Catalogue, hints: Hints) -> list[Layout]:
    """Layouts that may fit: all, or the one or the kind that a person names."""
    layouts = list(catalogue.layouts.values())
    if not layouts:
        raise DataError(doubt("no_layouts", f"{catalogue.settings.id}: layouts/"))
    if not hints.layout:
        return layouts
    return named_layouts(catalogue.layouts, hints.layout)


def _only_fit(fitting: Fitting, name: str) -> Fit:
    fits = [found for found in fitting.tried if isinstance(found, Fit)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        ids = ", ".join(fit.layout.id for fit in fits)
        raise DataError(doubt("several_layouts_fit", name, fitting=ids))
    misfits = [found for found in fitting.tried if isinstance(found, Misfit)]
    raise DataError(_no_fit(name, misfits, fitting.seen))


def _no_fit(name: str, misfits: list[Misfit], seen: tuple[str, ...]) -> Problem:
    vi, en = (
        "; ".join(f"{misfit.layout.id} ({misfit.lacks.say(lang)})" for misfit in misfits)
        or _NO_READER.say(lang)
        for lang in LANGS
    )
    got = shown(" | ".join(seen)) if seen else ""
    return doubt("no_layout_fits", name, got, looked=Words(vi=vi, en=en))
