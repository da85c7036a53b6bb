"""Figures, tiers and days as parts of a sentence."""

from __future__ import annotations

from chiso.catalog import Indicator, Kind, Tier
from chiso.narrative.facts import FEW_CASES, Fact
from chiso.numbers import Qualifier, format_bounded, format_number, separating_decimals
from chiso.periods import Grain, Period, format_date
from chiso.words import LANGS, Words

TIERS = {
    Tier.PROVINCE: Words(vi="cấp tỉnh", en="province level"),
    Tier.DISTRICT: Words(vi="cấp huyện", en="district level"),
    Tier.COMMUNE: Words(vi="cấp xã", en="commune level"),
    Tier.ALL: Words(vi="toàn tỉnh", en="whole province"),
}
_OVER = {
    "=": Words(vi="{value}", en="{value}"),
    ">": Words(vi="trên {value}", en="over {value}"),
    ">=": Words(vi="từ {value} trở lên", en="{value} or more"),
    "<": Words(vi="dưới {value}", en="under {value}"),
    "<=": Words(vi="không quá {value}", en="at most {value}"),
    "~": Words(vi="khoảng {value}", en="about {value}"),
}


def number_words(value: float, decimals: int, *, percent: bool = False) -> Words:
    """A number in both languages."""
    vi, en = (format_number(value, decimals, lang) + ("%" if percent else "") for lang in LANGS)
    return Words(vi, en)


def value_words(indicator: Indicator, value: float, qualifier: Qualifier, decimals: int) -> Words:
    """A figure with its unit and the words of its bound: *trên 90%*, *131.794 hồ sơ*."""
    return _OVER[qualifier].fill(value=_with_unit(indicator, value, decimals))


# A target to be reached needs no sign.
_GOALS: dict[str, Qualifier] = {">": ">", "<": "<", "<=": "<="}


def bounded_words(value: float, qualifier: Qualifier, decimals: int) -> Words:
    """A bare number with the words of its bound: *trên 39*."""
    return _OVER[qualifier].fill(value=number_words(value, decimals))


def sign_words(indicator: Indicator, value: float, qualifier: Qualifier, decimals: int) -> Words:
    """A figure with the sign of its bound, for cards and narrow places: *> 90%*."""
    percent = indicator.is_percent
    vi, en = (format_bounded(value, qualifier, decimals, lang, percent=percent) for lang in LANGS)
    full = _full_score(indicator)
    return Words(vi + full.vi, en + full.en)


def _full_score(indicator: Indicator) -> Words:
    if indicator.maximum is None or indicator.is_percent:
        return Words("", "")
    decimals = 0 if float(indicator.maximum).is_integer() else 1
    return Words("/{full}", "/{full}").fill(full=number_words(indicator.maximum, decimals))


def _with_unit(indicator: Indicator, value: float, decimals: int) -> Words:
    number = number_words(value, decimals, percent=indicator.is_percent)
    if indicator.is_percent:
        return number
    if indicator.levels:
        return indicator.levels.get(round(value), number)
    if indicator.maximum is not None:
        pattern = Words(vi="{value}{full} {unit}", en="{value}{full} {unit}")
    elif indicator.kind == "rank":
        return Words(vi="hạng {value}", en="rank {value}").fill(value=number)
    else:
        pattern = Words(vi="{value} {unit}", en="{value} {unit}")
    return pattern.fill(value=number, full=_full_score(indicator), unit=indicator.unit)


def target_words(indicator: Indicator, target: float, operator: str = ">=") -> Words:
    """A target as its act gives it: *80%*, *17,6/22 điểm*; a strict one as *trên 80%*."""
    qualifier: Qualifier = ">" if operator == ">" else "<" if operator == "<" else "="
    return value_words(indicator, target, qualifier, plain_decimals(target))


def goal_words(indicator: Indicator, target: float, operator: str) -> Words:
    """A target for cards and narrow places: *80%*; one not to be exceeded as *≤ 2%*."""
    return sign_words(indicator, target, _GOALS.get(operator, "="), plain_decimals(target))


def plain_decimals(value: float) -> int:
    """Decimals that a given number has of itself.

    Examples
    --------
    >>> plain_decimals(80.0), plain_decimals(17.6)
    (0, 1)
    """
    return len(repr(float(value)).rstrip("0").partition(".")[2])


def gap_decimals(gap: float, target: float, decimals: int) -> int:
    """Decimals at which a gap is neither rounded away nor coarser than its target.

    Examples
    --------
    >>> gap_decimals(0.5, 62.5, 0), gap_decimals(0.04, 62.5, 0), gap_decimals(5.0, 50.0, 0)
    (1, 2, 0)
    """
    return separating_decimals(gap, max(decimals, plain_decimals(target)), against=(0.0,))


def gap_words(indicator: Indicator, gap: float, decimals: int) -> Words:
    """A distance without its sign: *9,57 điểm phần trăm*, *4,0 điểm*."""
    number = number_words(abs(gap), decimals)
    if indicator.is_percent:
        return Words(vi="{gap} điểm phần trăm", en="{gap} percentage points").fill(gap=number)
    if indicator.kind == "rank":
        return Words(vi="{gap} bậc", en="{gap} places").fill(gap=number)
    return Words(vi="{gap} {unit}", en="{gap} {unit}").fill(gap=number, unit=indicator.unit)


def when_words(period: Period) -> Words:
    """The opening of a sentence about a period: *Đến ngày 30/6/2024*, *Trong quý III/2024*."""
    if period.grain is Grain.DAY:
        return Words(
            vi=f"Đến ngày {format_date(period.end, 'vi')}", en=f"By {format_date(period.end, 'en')}"
        )
    vi, en = period.name("vi"), period.name("en")
    begins = period.grain is Grain.SPAN and vi.startswith("từ")
    return Words(
        vi=vi[0].upper() + vi[1:] if begins else f"Trong {vi}",
        en=f"From {en}" if period.grain is Grain.SPAN else f"In {en}",
    )


def period_words(period: Period) -> Words:
    """A period in running text."""
    return Words(period.name("vi"), period.name("en"))


def chance_words(cases: float) -> Words:
    """Why a verdict is a near thing, behind the word: few cases, or chance among many."""
    few = Words(vi=" vì cả kỳ chỉ có {n} trường hợp", en=", as the period has only {n} cases")
    many = Words(
        vi=": với {n} trường hợp, dao động ngẫu nhiên có thể làm đổi kết luận",
        en=": with {n} cases, chance alone could change the verdict",
    )
    return (few if cases < FEW_CASES else many).fill(n=number_words(cases, 0))


def is_whole(indicator: Indicator, tier: Tier) -> bool:
    """Whether naming the tier says nothing: a figure of all tiers, a province's score or rank."""
    is_index = indicator.kind in (Kind.RANK, Kind.SCORE)
    return tier is Tier.ALL or (tier is Tier.PROVINCE and is_index)


def subject_words(indicator: Indicator, tier: Tier) -> Words:
    """The measure and its tier inside a sentence; the tier is named only below the whole."""
    name = Words(vi=lower_first(indicator.name.vi), en=lower_first(indicator.name.en))
    if is_whole(indicator, tier):
        return name
    return Words(vi="{name} {tier}", en="{name} ({tier})").fill(name=name, tier=TIERS[tier])


def parts_words(fact: Fact) -> Words:
    """The counts behind a share in brackets, or nothing."""
    if fact.numerator is None or fact.denominator is None:
        return Words("", "")
    return Words(vi=" ({x} trên {n})", en=" ({x} of {n})").fill(
        x=number_words(fact.numerator, _count_decimals(fact.numerator)),
        n=number_words(fact.denominator, _count_decimals(fact.denominator)),
    )


def _count_decimals(count: float) -> int:
    return 0 if float(count).is_integer() else 1


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or a title.

    Examples
    --------
    >>> lower_first("Tỷ lệ hồ sơ"), lower_first("DTI score"), lower_first("Satisfaction Index")
    ('tỷ lệ hồ sơ', 'DTI score', 'Satisfaction Index')
    """
    second = text.partition(" ")[2].partition(" ")[0]
    is_title = second[:1].isupper() and not second.isupper()
    return text if text[:2].isupper() or is_title else text[:1].lower() + text[1:]
