"""Area names as people spell them, resolved to codes without guessing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from chiso.catalog.model import Area
from chiso.errors import DataError, Problem, nearest
from chiso.text import fold, to_nfc
from chiso.words import LANGS, Words

OFFICE = "department"
"""Kind of area of an office of the province, such as Sở Tư pháp."""

# Bodies that speak for an area; the area is what stands behind them.
_BODY = re.compile(r"(?:van phong )?(?:hdnd(?: va | ?[&-] ?))?(?:ubnd|uy ban nhan dan)\s+(?=\w)")
# Words for kinds of area, on text without marks.
_KINDS = tuple(
    re.compile(rf"(?:{words})\s*(?=\w)")
    for words in (
        r"thanh pho|tp\.?",
        r"thi xa|tx\.?",
        r"huyen|h\.|h(?=\s)",
        r"thi tran|tt\.?",
        r"phuong|p\.",
        r"xa(?=\s)|x\.",
        r"tinh",
    )
)
# Old and new places of a tone mark, which differ inside one official list: Hoà and Hòa.
_TONE_PLACES = tuple(
    (f"{first}{marked}", f"{accented}{second}")
    for first, second, marks in (
        ("o", "a", ("àáảãạ", "òóỏõọ")),
        ("o", "e", ("èéẻẽẹ", "òóỏõọ")),
        ("u", "y", ("ỳýỷỹỵ", "ùúủũụ")),
    )
    for marked, accented in zip(*marks, strict=True)
)

_ADD = Words(
    vi="Thêm cách viết này vào areas.csv nếu là cách viết mới",
    en="Add the spelling to areas.csv if it is new",
)


def spelling_key(text: str) -> str:
    """The name in lower case and NFC, single spaces, tone marks at their newer places.

    Examples
    --------
    >>> spelling_key("Huyện  Lạc Thuỷ") == spelling_key("huyện Lạc Thủy")
    True
    """
    key = to_nfc(text).casefold()
    for older, newer in _TONE_PLACES:
        # After q the letter u belongs to the consonant: quý, not qúy.
        key = re.sub(rf"(?<!q){older}(?!\w)", newer, key)
    return key


@dataclass(frozen=True)
class Place:
    """Where and when a name was read.

    Attributes
    ----------
    where
        Place for messages, such as ``06.xlsx: 06!B4``.
    day
        Day on which the area must exist.
    kinds
        Kinds of area that may stand there; empty for all.
    parent
        Code of the area around it; empty for any.
    """

    where: str
    day: date
    kinds: frozenset[str] = frozenset()
    parent: str = ""


class AreaNames:
    """Finds the area that a spelling names.

    Parameters
    ----------
    areas
        Areas by code.

    Notes
    -----
    Tried in order, the first step that finds any area decides: the code; the name with its
    marks, whole or behind the words for its kind (``huyện``, ``H.``, ``UBND TP.``); the same
    without marks. Two areas found on one step are an error that names both.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._areas = areas
        self._marked = _index(areas.values(), spelling_key)
        self._plain = _index(areas.values(), fold)
        self._kinds = {
            code: (_kind_words(area.name.vi) or (None,))[0] for code, area in areas.items()
        }

    def find(self, text: str, place: Place) -> Area:
        """The one area that a spelling names there.

        Raises
        ------
        DataError
            If no area fits, or several do.
        """
        found = self.candidates(text, place)
        if len(found) == 1:
            return found[0]
        raise DataError(_ambiguous(text, place, found) if found else self._unknown(text, place))

    def candidates(self, text: str, place: Place) -> list[Area]:
        """The areas that a spelling can name there, in order of code; empty for none."""
        code = text.strip()
        if code in self._areas:
            return self._fitting([code], place)
        # A text without any mark can mean every name that reads so once marks are dropped.
        forms = [(spelling_key, self._marked), (fold, self._plain)]
        for form, index in forms[spelling_key(text) == fold(text) :]:
            found = {
                area.id: area
                for name, kind in _readings(form(text))
                for area in self._fitting(index.get(name, ()), place)
                if kind is None or kind == self._kinds[area.id]
            }
            if found:
                return [found[code] for code in sorted(found)]
        return []

    def _fitting(self, codes: Iterable[str], place: Place) -> list[Area]:
        areas = (self._areas[code] for code in sorted(codes))
        return [
            area
            for area in areas
            if area.is_valid(place.day)
            and (not place.kinds or area.kind in place.kinds)
            and (not place.parent or area.parent == place.parent)
        ]

    def _unknown(self, text: str, place: Place) -> Problem:
        day = f"{place.day:%Y-%m-%d}"
        allowed = Words(
            vi=f"tên hoặc mã một đơn vị có vào ngày {day}",
            en=f"the name or code of an area that exists on {day}",
        )
        past = [
            area
            for other in (area.valid_to for area in self._areas.values() if area.valid_to)
            for area in self.candidates(text, replace(place, day=other))
        ]
        fitting = {area.name.vi: area.id for area in self._fitting(self._areas, place)}
        near = nearest(text, list(fitting))
        todo = _ADD
        if past:
            todo = _ended(past[0])
        elif near:
            found = f"{near!r} ({fitting[near]})"
            todo = Words(vi=f"Gần nhất: {found}. {_ADD.vi}", en=f"Nearest: {found}. {_ADD.en}")
        return Problem(place.where, repr(text), allowed, todo, "unknown_area")


def _ambiguous(text: str, place: Place, found: Iterable[Area]) -> Problem:
    vi, en = ("; ".join(f"{area.name.say(lang)} ({area.id})" for area in found) for lang in LANGS)
    allowed = Words(vi=f"một trong: {vi}", en=f"one of: {en}")
    todo = Words(
        vi="Ghi mã đơn vị hoặc tên đầy đủ để không phải đoán",
        en="Write the code or the full name, so that nothing is guessed",
    )
    return Problem(place.where, repr(text), allowed, todo, "ambiguous_area")


def _ended(area: Area) -> Words:
    day, next_one = f"{area.valid_to:%Y-%m-%d}", area.successor
    vi, en = f"{area.name.vi} ({area.id})", f"{area.name.en} ({area.id})"
    if next_one:
        return Words(
            vi=f"{vi} kết thúc ngày {day}: dùng mã kế thừa {next_one}, hoặc sửa kỳ",
            en=f"{en} ended on {day}: use its successor {next_one}, or correct the period",
        )
    return Words(
        vi=f"{vi} kết thúc ngày {day}: sửa kỳ", en=f"{en} ended on {day}: correct the period"
    )


def _readings(key: str) -> Iterator[tuple[str, int | None]]:
    """The name, whole, behind the words for its body and behind those for its kind, with that."""
    yield key, None
    # Marks are single signs in NFC, so places in the text without marks are places in the key.
    body = _BODY.match(fold(key))
    name = key[body.end() :] if body else key
    if body:
        yield name, None
    found = _kind_words(name)
    if found:
        yield name[found[1] :], found[0]


def _kind_words(name: str) -> tuple[int, int] | None:
    """Which words for a kind of area a name begins with, and where they end; None for none."""
    plain = fold(name)
    for number, words in enumerate(_KINDS):
        found = words.match(plain)
        if found:
            return number, found.end()
    return None


def _index(areas: Iterable[Area], form: Callable[[str], str]) -> dict[str, set[str]]:
    """Codes by every spelling of every area, with and without the words for its kind.

    An office is what its whole name says: behind «Văn phòng UBND tỉnh» stands no place «tỉnh».
    """
    index: dict[str, set[str]] = {}
    for area in areas:
        for spelling in (area.name.vi, area.name.en, area.short, *area.aliases):
            readings = _readings(form(spelling))
            for name, _ in islice(readings, 1 if area.kind == OFFICE else None):
                index.setdefault(name, set()).add(area.id)
    return index
