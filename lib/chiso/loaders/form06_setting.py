"""What the readers of form 06 know about a file before they look into it."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Catalogue, Layout, Source
from chiso.catalog.naming import AreaNames
from chiso.loaders.arrival import Arrival


@dataclass(frozen=True)
class FormSetting:
    """A file of form 06 that has arrived, and the names of areas.

    Attributes
    ----------
    arrival
        The file with its layout, catalogue and hints.
    names
        Finder of areas over those of the catalogue; made once for many files.
    """

    arrival: Arrival
    names: AreaNames

    @property
    def layout(self) -> Layout:
        """Layout that recognised the file."""
        return self.arrival.layout

    @property
    def catalogue(self) -> Catalogue:
        """Of the data set that the figures go to."""
        return self.arrival.catalogue

    @property
    def source(self) -> Source:
        """Source of the figures, with its calendar and separators."""
        return self.arrival.source
