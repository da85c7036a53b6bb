"""One file that has arrived, its layout found, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chiso.catalog import Catalogue, Layout, Source
from chiso.loaders.harvest import Harvest
from chiso.loaders.reading import Hints, Reading


@dataclass(frozen=True)
class Arrival:
    """One file and what is known about it before its figures are read.

    Attributes
    ----------
    file, digest, size
        Base name in NFC, SHA-256, bytes.
    layout
        Layout that recognised it.
    catalogue
        Of the data set that it goes to.
    hints
        What a person says about it.
    """

    file: str
    digest: str
    size: int
    layout: Layout
    catalogue: Catalogue
    hints: Hints

    @property
    def source(self) -> Source:
        """Source under which its figures are entered."""
        return self.catalogue.sources[self.layout.source]


@dataclass(frozen=True)
class Marks:
    """What a file says about itself as a whole.

    Attributes
    ----------
    published, extracted
        Day of signing, or for live figures the day on which they were taken; that day again.
    is_synthetic
        Whether it says that its figures are illustrative.
    stamp
        Time at which live figures were taken, as far as the file says it, in ISO form.
    """

    published: date | None
    extracted: date | None
    is_synthetic: bool
    stamp: str = ""


def reading_of(arrival: Arrival, harvest: Harvest, marks: Marks) -> Reading:
    """The reading of a file; area and period are given where all its rows share them."""
    areas = {row.area for row in harvest.rows}
    periods = {row.period for row in harvest.rows}
    return Reading(
        file=arrival.file,
        digest=arrival.digest,
        size=arrival.size,
        layout=arrival.layout.id,
        source=arrival.layout.source,
        area=areas.pop() if len(areas) == 1 else "",
        period=periods.pop() if len(periods) == 1 else "",
        published=marks.published,
        extracted=marks.extracted,
        is_synthetic=marks.is_synthetic,
        rows=tuple(harvest.rows),
        findings=tuple(harvest.findings),
        stamp=marks.stamp,
    )
