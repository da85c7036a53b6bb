"""Which area each row of a return speaks of; rows of unknown units are left out and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from chiso.catalog import Area, Catalogue, Layout, Tier
from chiso.catalog.naming import AreaNames, Place
from chiso.errors import DataError, Problem
from chiso.loaders.refusals import shown
from chiso.loaders.wording import doubt
from chiso.words import LANGS, Words

Found = TypeVar("Found")
_FEW = 3  # units that are left out get a message each up to this number, then one for all
_LISTED = 12
_JOINTS = " -–—/|()"


def twin_halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text between two words; a bilingual cell says one thing twice.

    Examples
    --------
    >>> list(twin_halves("Tổng số - Total"))
    [('Tổng', 'số - Total'), ('Tổng số', 'Total'), ('Tổng số', 'Total')]
    """
    words = text.split()
    for cut in range(1, len(words)):
        first = " ".join(words[:cut]).rstrip(_JOINTS)
        yield first, " ".join(words[cut:]).strip(_JOINTS)


def said_twice(text: str, read: Callable[[str], Found | None]) -> Found | None:
    """What a text says, read whole or in two halves that say the same; None for nothing.

    Examples
    --------
    >>> said_twice("2021 2021", lambda half: int(half) if half.isdigit() else None)
    2021
    """
    whole = read(text)
    if whole is not None:
        return whole
    for first, second in twin_halves(text):
        found = read(first)
        if found is not None and found == read(second):
            return found
    return None


def names_of(catalogue: Catalogue) -> AreaNames:
    """Finder of the areas of a catalogue, made once for all files of an import."""
    return _names(tuple(catalogue.areas.values()))


@lru_cache(maxsize=4)
def _names(areas: tuple[Area, ...]) -> AreaNames:
    return AreaNames({area.id: area for area in areas})


@dataclass(frozen=True)
class Units:
    """Finds the areas of one return.

    Attributes
    ----------
    names
        Spellings of the areas of the data set.
    tiers
        Kinds of area that rows may name, with the tier of their figures.
    within
        Code of the area around the units; empty for any.
    day
        Day on which the units must exist.
    """

    names: AreaNames
    tiers: Mapping[str, Tier]
    within: str
    day: date

    @classmethod
    def of(cls, layout: Layout, catalogue: Catalogue, day: date) -> Units:
        """Units that a layout lets its rows name."""
        return cls(names_of(catalogue), layout.units, layout.within, day)

    def tier(self, area: Area) -> Tier:
        """Tier under which figures of an area are entered."""
        return self.tiers[area.kind]

    def find(self, spellings: Sequence[str], where: str) -> Area:
        """The one area that all spellings allow.

        Parameters
        ----------
        spellings
            What a row says about its unit: name, code, both languages; unknown ones are passed
            over as long as one is known.
        where
            Place for the message.

        Raises
        ------
        DataError
            If no spelling is known, or they leave several areas, or name different ones.
        """
        place = Place(where, self.day, frozenset(self.tiers), self.within)
        given = [text for text in spellings if text]
        found = [areas for text in given if (areas := self._candidates(text, place))]
        if not found:
            return self.names.find(given[0] if given else "", place)
        codes = set.intersection(*({area.id for area in areas} for areas in found))
        if len(codes) == 1:
            return next(area for area in found[0] if area.id in codes)
        named = {area.id: area for areas in found for area in areas}
        raise DataError(_unsure(where, given, named.values(), is_conflict=not codes))

    def _candidates(self, text: str, place: Place) -> list[Area]:
        def read(spelling: str) -> list[Area] | None:
            return self.names.candidates(spelling, place) or None

        return said_twice(text, read) or []


def _unsure(
    where: str, spellings: Sequence[str], areas: Iterable[Area], *, is_conflict: bool
) -> Problem:
    listed = sorted(areas, key=lambda area: area.id)
    vi, en = ("; ".join(f"{area.name.say(lang)} ({area.id})" for area in listed) for lang in LANGS)
    got = ", ".join(map(shown, dict.fromkeys(spellings)))
    rule = "areas_differ" if is_conflict else "ambiguous_area"
    return doubt(rule, where, got, areas=Words(vi=vi, en=en))


def left_out(problems: Sequence[Problem]) -> list[Problem]:
    """Findings that name the rows which were not entered, in one message when there are many."""
    if len(problems) > _FEW:
        rest = ", …" if len(problems) > _LISTED else ""
        got = ", ".join(problem.got for problem in problems[:_LISTED]) + rest
        return [doubt("left_out", problems[0].where, got, count=len(problems))]
    return [replace(problem, allowed=_with_left_out(problem.allowed)) for problem in problems]


def _with_left_out(allowed: Words) -> Words:
    return Words(
        vi=f"{allowed.vi}; dòng này không được nhập", en=f"{allowed.en}; this row is left out"
    )
