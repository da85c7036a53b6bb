"""An indicator as a notebook shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.text import described
from chiso.words import Lang, Words

if TYPE_CHECKING:
    from chiso.catalog.indicators import Indicator

_HEADS = {
    "unit": Words(vi="Đơn vị tính", en="Unit"),
    "direction": Words(vi="Chiều tốt hơn", en="Better"),
    "system": Words(vi="Hệ thống nguồn", en="Source system"),
    "definitions": Words(vi="Định nghĩa", en="Definition"),
}
_DIRECTIONS = {
    "higher_is_better": Words(vi="càng cao càng tốt", en="the higher the better"),
    "lower_is_better": Words(vi="càng thấp càng tốt", en="the lower the better"),
    "target_is_best": Words(
        vi="càng gần chỉ tiêu càng tốt", en="the nearer to the target the better"
    ),
    "neutral": Words(vi="không xét tốt, xấu", en="neither way"),
}


def indicator_html(indicator: Indicator, lang: Lang) -> str:
    """Name, unit, direction, source system and definitions of an indicator as HTML."""
    definitions = [f"{item.id}: {item.text.say(lang)}" for item in indicator.definitions.values()]
    terms = {
        "unit": [indicator.unit.say(lang)],
        "direction": [_DIRECTIONS[indicator.direction].say(lang)],
        "system": [indicator.system.say(lang)],
        "definitions": definitions,
    }
    title = f"{indicator.name.say(lang)} ({indicator.id})"
    return described(title, {_HEADS[name].say(lang): told for name, told in terms.items()})
