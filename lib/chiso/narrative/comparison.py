"""Sentences that set the units of one share side by side: met, range, difference, ranks."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.facts import FEW_CASES
from chiso.narrative.figures import (
    chance_words,
    gap_decimals,
    number_words,
    period_words,
    plain_decimals,
    subject_words,
    value_words,
    when_words,
)
from chiso.narrative.names import MOST_NAMES, listed, side_by_side
from chiso.numbers import Qualifier, separating_decimals
from chiso.periods import Period
from chiso.words import Words

Names = tuple[Words, ...]
_MOST_GROUPS = 2
_QUALIFIERS: dict[str, Qualifier] = {">=": "=", ">": ">", "<=": "<=", "<": "<"}

# Whether the cases are few.
_SOME_NEAR = {
    True: Words(
        vi="Kết quả sát ngưỡng vì cả kỳ chỉ có ít trường hợp: {units}.",
        en="Borderline, as the period has only few cases: {units}.",
    ),
    False: Words(
        vi="Kết quả sát ngưỡng, dao động ngẫu nhiên có thể làm đổi kết luận: {units}.",
        en="Borderline, chance alone could change the verdict: {units}.",
    ),
}


@dataclass(frozen=True)
class Extreme:
    """The greatest or least share of a panel; a name only where its rank is certain."""

    value: float
    name: Words | None = None


@dataclass(frozen=True)
class Near:
    """A unit whose verdict chance alone could turn, with its share and its cases."""

    name: Words
    value: float
    cases: float


@dataclass(frozen=True)
class Comparison:
    """What may be said of the units of one share in one period.

    Attributes
    ----------
    units
        Units with a figure; those in ``small`` have too few cases for a share, and those in
        ``missing`` have no figure.
    greatest, least
        Of the units with a share; None where no unit has enough cases.
    met
        Units that met their target; None where none is held to one.
    target, operator
        The one target of all units; None where they differ or there is none.
    higher, lower
        Units that differ from the rest of the province after control of false discoveries.
    alike
        Groups of units that cannot be ranked among themselves, the largest first.
    near
        Units whose verdict is borderline, those with the fewest cases first.
    error_rate
        Share of false alarms allowed, 0..1.
    """

    indicator: Indicator
    tier: Tier
    period: Period
    units: int
    greatest: Extreme | None = None
    least: Extreme | None = None
    met: int | None = None
    target: float | None = None
    operator: str = ">="
    higher: Names = ()
    lower: Names = ()
    alike: tuple[Names, ...] = ()
    missing: Names = ()
    small: Names = ()
    near: tuple[Near, ...] = ()
    error_rate: float = 0.05


def comparison_sentences(told: Comparison) -> list[Words]:
    """Who met the target, how far apart, who differs, who cannot be ranked, who is missing."""
    sentences = [_met(told)]
    if told.greatest and told.least:
        sentences += [_range(told, told.greatest, told.least), _differing(told)]
    if told.near:
        sentences.append(_near(told))
    if told.alike:
        sentences.append(_alike(told.alike[:_MOST_GROUPS], told))
    if told.missing:
        sentences.append(_missing(told))
    if told.small:
        sentences.append(_small(told.small))
    return sentences


def goal_words(indicator: Indicator, target: float, operator: str) -> Words:
    """A target as one reads it: *90%*, *không quá 2%*, *trên 50%*."""
    qualifier = _QUALIFIERS.get(operator, "=")
    return value_words(indicator, target, qualifier, plain_decimals(target))


def share_words(indicator: Indicator, value: float, target: float | None = None) -> Words:
    """A share with the decimals that keep it apart from its target and from 100%."""
    against = (100.0,) if target is None else (100.0, target)
    decimals = separating_decimals(value, indicator.decimals, against=against)
    return number_words(value, decimals, percent=indicator.is_percent)


def _met(told: Comparison) -> Words:
    if told.met is None:
        pattern = Words(
            vi="{when}, {units} đơn vị cấp huyện có số liệu về {subject}; chưa giao chỉ tiêu.",
            en="{when}, {units} district-level units have figures: {subject}; no target was set.",
        )
    elif told.target is None:
        pattern = Words(
            vi="{when}, {met} trong {units} đơn vị cấp huyện đạt chỉ tiêu riêng về {subject}.",
            en="{when}, {met} of {units} district-level units met targets of their own: {subject}.",
        )
    else:
        pattern = Words(
            vi="{when}, {met} trong {units} đơn vị cấp huyện đạt chỉ tiêu {goal} về {subject}.",
            en="{when}, {met} of {units} district-level units met the target of {goal}: {subject}.",
        )
    goal = told.target if told.target is not None else 0.0
    return pattern.fill(
        when=when_words(told.period),
        met=told.met,
        units=told.units,
        goal=goal_words(told.indicator, goal, told.operator),
        subject=subject_words(told.indicator, told.tier),
    )


def _range(told: Comparison, greatest: Extreme, least: Extreme) -> Words:
    distance = greatest.value - least.value
    decimals = gap_decimals(distance, 0.0, told.indicator.decimals)
    return Words(
        vi="Kết quả cao nhất là {most}, thấp nhất là {least}, cách nhau {distance} điểm phần trăm.",
        en="The highest result is {most}, the lowest {least}, {distance} percentage points apart.",
    ).fill(
        most=_extreme(told, greatest),
        least=_extreme(told, least),
        distance=number_words(distance, decimals),
    )


def _extreme(told: Comparison, extreme: Extreme) -> Words:
    value = share_words(told.indicator, extreme.value, told.target)
    if extreme.name is None:
        return value
    return Words("{value} ({name})", "{value} ({name})").fill(value=value, name=extreme.name)


def _differing(told: Comparison) -> Words:
    rate = number_words(100 * told.error_rate, 0, percent=True)
    if not told.higher and not told.lower:
        return Words(
            vi="Không đơn vị nào khác biệt rõ so với phần còn lại của tỉnh (tỷ lệ phát hiện sai"
            " giữ ở {rate}).",
            en="No unit differs clearly from the rest of the province (false discoveries held at"
            " {rate}).",
        ).fill(rate=rate)
    sides = [
        Words(vi="{names} cao hơn", en="{names} higher").fill(names=listed(told.higher)),
        Words(vi="{names} thấp hơn", en="{names} lower").fill(names=listed(told.lower)),
    ]
    known = [
        side for side, names in zip(sides, (told.higher, told.lower), strict=True) if names
    ]  # fmt: skip
    return Words(
        vi="So với phần còn lại của tỉnh: {sides}; tỷ lệ phát hiện sai giữ ở {rate}.",
        en="Against the rest: {sides}; false discoveries held at {rate}.",
    ).fill(sides=side_by_side(known), rate=rate)


def _near(told: Comparison) -> Words:
    """The borderline units with the fewest cases, and how many others there are."""
    first, *others = [
        (unit, share_words(told.indicator, unit.value, told.target), number_words(unit.cases, 0))
        for unit in told.near[:MOST_NAMES]
    ]
    if not others:
        unit, share, _ = first
        return Words(
            vi="Kết quả của {name} ({share}) sát ngưỡng{reason}.",
            en="The result of {name} ({share}) is borderline{reason}.",
        ).fill(name=unit.name, share=share, reason=chance_words(unit.cases))
    units = [
        Words(vi="{name} {share} trên {cases}", en="{name} {share} of {cases}").fill(
            name=unit.name, share=share, cases=cases
        )
        for unit, share, cases in (first, *others)
    ]
    if more := len(told.near) - len(units):
        units.append(Words(vi="{more} đơn vị khác", en="other units: {more}").fill(more=more))
    are_few = all(unit.cases < FEW_CASES for unit in told.near)
    return _SOME_NEAR[are_few].fill(units=side_by_side(units))


def _alike(groups: tuple[Names, ...], told: Comparison) -> Words:
    if len(groups[0]) == told.units - len(told.small):
        return Words(
            vi="Kết quả của cả {units} đơn vị gần nhau, chưa đủ căn cứ để xếp hạng.",
            en="All {units} units are too close to be ranked.",
        ).fill(units=len(groups[0]))
    if len(groups) == 1:
        return Words(
            vi="{names} có kết quả gần nhau, chưa đủ căn cứ để xếp hạng trong nhóm này.",
            en="{names} are too close to be ranked among themselves.",
        ).fill(names=listed(groups[0]))
    return Words(
        vi="Chưa đủ căn cứ để xếp hạng trong từng nhóm có kết quả gần nhau: {groups}.",
        en="Too close to be ranked among themselves: {groups}.",
    ).fill(groups=side_by_side([listed(group) for group in groups]))


def _missing(told: Comparison) -> Words:
    when = period_words(told.period)
    return Words(
        vi="Chưa có số liệu {when}: {names}; tỷ lệ chung tính trên {units} đơn vị.",
        en="No figures for {when}: {names}; the common rate covers {units} units.",
    ).fill(names=listed(told.missing), when=when, units=told.units)


def _small(names: Names) -> Words:
    return Words(
        vi="{names}: mẫu số nhỏ nên chỉ ghi số đếm, không tính tỷ lệ.",
        en="{names}: the base is small, so counts are given and no share.",
    ).fill(names=listed(names))
