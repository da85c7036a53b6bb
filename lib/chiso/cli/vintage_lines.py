"""Two values of one figure as a line of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chiso.catalog import Tier
from chiso.narrative.figures import TIERS
from chiso.numbers import format_bounded, format_number, separating_decimals
from chiso.periods import Period, format_date
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.catalog import Catalogue
    from chiso.dataset.histories import Statement, ValueChange
    from chiso.numbers import Qualifier

_RETURN = re.compile(r"(.+)@[0-9a-f]{12}#(.+)", re.DOTALL)
_STAYS = Words(vi="giá trị công bố sau vẫn giữ nguyên", en="the later one stays in force")


def change_line(change: ValueChange, catalogue: Catalogue, *, leads: bool = True) -> str:
    """The figure, its values before and after, their difference, days and places.

    Parameters
    ----------
    change
        What changed.
    catalogue
        Names and units.
    leads
        Whether the new value is the latest.
    """
    lang = reader_lang()
    indicator, code, tier, _, period, definition = change.figure
    known, area = catalogue.indicators[indicator], catalogue.areas[code]
    where = f"{area.short if lang == 'vi' else area.name.en} ({code})"
    level = "" if tier == Tier.ALL else TIERS[Tier(tier)].say(lang)
    what = [known.short.say(lang), where, *filter(None, (level,)), Period.parse(period).label(lang)]
    if len(known.definitions) > 1:
        what.append(definition)
    decimals = _decimals(change)
    old, new = (
        _statement(side, decimals, percent=known.is_percent)
        for side in (change.before, change.after)
    )
    moved = format_number(change.difference, decimals, lang, signed=True)
    places = " → ".join(
        f"{format_date(side.published, lang)} {origin(side)}"
        for side in (change.before, change.after)
    )
    more = "" if leads else f"; {_STAYS.say(lang)}"
    return f"{', '.join(what)}: {old} → {new} ({moved}); {places}{more}"


def change_record(change: ValueChange) -> Mapping[str, Any]:
    """A change as plain values for JSON."""
    from chiso.dataset.histories import FIGURE

    return {
        **dict(zip(FIGURE, change.figure, strict=True)),
        "difference": change.difference,
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def origin(side: Statement) -> str:
    """Where a value stands: file and cells of a return, else source and place in it."""
    found = _RETURN.fullmatch(side.locator)
    return f"{found[1]}#{found[2]}" if found else f"{side.source} {side.locator}".rstrip()


def _decimals(change: ValueChange) -> int:
    """Decimals that show both values as they are printed, and as different."""
    old, new = change.before, change.after
    return separating_decimals(new.value, max(old.decimals, new.decimals), against=(old.value,))


def _statement(side: Statement, decimals: int, *, percent: bool) -> str:
    lang = reader_lang()
    qualifier = cast("Qualifier", side.qualifier)
    text = format_bounded(side.value, qualifier, decimals, lang, percent=percent)
    if side.numerator is None or side.denominator is None:
        return text
    parts = (format_number(part, 0, lang) for part in (side.numerator, side.denominator))
    return f"{text} [{'/'.join(parts)}]"


def _plain(side: Statement) -> Mapping[str, Any]:
    return {**side._asdict(), "published": side.published.isoformat()}
