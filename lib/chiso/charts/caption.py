"""What a figure says about itself: title, text alternative, unit, note and source."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.errors import Problem, UsageError
from chiso.text import to_nfc
from chiso.words import Lang, Words

TITLE_LIMIT = 100  # characters; REPORT 3.6
ALT_LIMITS = (60, 300)  # characters; REPORT 3.6


@dataclass(frozen=True, kw_only=True)
class Caption:
    """The words of one figure, in the language of its page.

    Parameters
    ----------
    id
        Anchor: ``h-`` and lower case ASCII; never depends on the period.
    title
        The finding, at most 100 characters.
    alt
        Text alternative, 60 to 300 characters: type, what is plotted, period range, finding,
        and where the table is. Never the title again.
    unit
        Unit of the value axis, such as ``%``; empty for none.
    lang
        ``vi`` or ``en``.
    note
        Encodings first, then exclusions, then breaks.
    source
        Body, document, date.
    decimals
        Digits after the decimal sign of the values that are printed.
    synthetic
        Whether the data are made up; the picture then says so.

    Raises
    ------
    UsageError
        With every broken rule: an id that is no anchor, an empty or long title, a text
        alternative that is too short, too long or equal to the title.

    Examples
    --------
    >>> alt = "Điểm và khoảng: tỷ lệ hồ sơ trực tuyến của 10 huyện, quý IV/2023; xem Biểu số 2."
    >>> Caption(id="h-so-sanh", title="Tám huyện đạt chỉ tiêu", alt=alt, unit="%", lang="vi").unit
    '%'
    """

    id: str
    title: str
    alt: str
    unit: str
    lang: Lang
    note: str = ""
    source: str = ""
    decimals: int = 1
    synthetic: bool = False

    def __post_init__(self) -> None:
        problems = [*self._problems_of_id(), *self._problems_of_title(), *self._problems_of_alt()]
        if problems:
            raise UsageError(problems)

    @property
    def is_share(self) -> bool:
        """Whether the values are percentages, which end at 0 and 100."""
        return self.unit == "%"

    def _problems_of_id(self) -> list[Problem]:
        name = self.id.removeprefix("h-")
        plain = name.replace("-", "").replace("_", "")
        if self.id != name and plain.isascii() and plain.isalnum() and name == name.lower():
            return []
        allowed = Words(
            vi="mã neo gồm h- và chữ thường không dấu, chữ số, gạch nối",
            en="an anchor is h- and lower case ASCII letters, digits, hyphens",
        )
        todo = Words(vi="Đặt lại mã, ví dụ 'h-xu-huong'", en="Choose one such as 'h-trends'")
        return [Problem("figure id", repr(self.id), allowed, todo, "figure_id")]

    def _problems_of_title(self) -> list[Problem]:
        if 0 < len(to_nfc(self.title)) <= TITLE_LIMIT:
            return []
        allowed = Words(
            vi=f"tiêu đề hình có từ 1 đến {TITLE_LIMIT} ký tự",
            en=f"the title of a figure has 1 to {TITLE_LIMIT} characters",
        )
        todo = Words(vi="Chỉ giữ lại phát hiện chính", en="Keep the finding only")
        got = f"{len(to_nfc(self.title))}"
        return [Problem(f"{self.id}: title", got, allowed, todo, "figure_title")]

    def _problems_of_alt(self) -> list[Problem]:
        low, high = ALT_LIMITS
        length = len(to_nfc(self.alt))
        is_title = to_nfc(self.alt).casefold() == to_nfc(self.title).casefold()
        if low <= length <= high and not is_title:
            return []
        allowed = Words(
            vi=f"phần mô tả thay hình có từ {low} đến {high} ký tự và khác tiêu đề",
            en=f"the text alternative has {low} to {high} characters and is not the title",
        )
        todo = Words(
            vi="Nêu loại hình, nội dung, các kỳ, phát hiện và biểu số liệu kèm theo",
            en="Say the type, what is plotted, the periods, the finding and the table beside it",
        )
        got = repr(self.alt) if is_title else str(length)
        return [Problem(f"{self.id}: alt", got, allowed, todo, "figure_alt")]
