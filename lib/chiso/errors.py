"""Everything that can go wrong, said as where, got what, what is allowed, what to do.

Each class carries the exit code of DESIGN section 6. A check that can find several problems
collects them all and raises once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chiso.words import Lang, Words, reader_lang

_GOT = Words(vi="nhận được", en="got")
_CHOOSE = Words(vi="Hãy chọn một trong các giá trị trên", en="Choose one of these")
_NOTHING_LISTED = Words(vi="danh sách cho phép còn trống", en="the list of allowed words is empty")
_HEADS = (
    Words(vi="Có lỗi", en="What is wrong"),
    Words(vi="Ở đâu", en="Where"),
    Words(vi="Cần làm", en="What to do"),
)
_MORE = Words(vi="… và {left} lỗi khác.", en="… and {left} more.")
_TECHNICAL = Words(vi="Chi tiết kỹ thuật", en="Technical details")
_MOST_TOLD = 5
_LIST_FIRST = Words(vi="Khai báo giá trị này trước khi dùng", en="List the word before using it")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong and how to mend it.

    Parameters
    ----------
    where
        Place in the reader's terms: ``observations/work_files.csv:14: value`` or ``--period``.
    got
        What was found, as ``repr``; empty when nothing was found.
    allowed
        What is allowed there.
    todo
        What the reader should do.
    rule
        Stable short name of the broken rule, for machines.
    """

    where: str
    got: str
    allowed: Words
    todo: Words
    rule: str = ""

    def sentence(self, lang: Lang | None = None) -> str:
        """The problem as one line of text in ``lang`` (default: the reader's language)."""
        lang = lang or reader_lang()
        found = f"{_GOT.say(lang)} {self.got}; " if self.got else ""
        todo = self.todo.say(lang)
        said = f"{self.where}: {found}{_stopped(self.allowed.say(lang))}"
        return f"{said} {_stopped(todo)}" if todo else said

    def lines(self, lang: Lang) -> list[str]:
        """The problem as a notebook tells it: what is wrong, where, and what to do.

        Examples
        --------
        >>> for line in unknown_word("lang", "fr", ["en", "vi"]).lines("en"):
        ...     print(line)
        What is wrong: got 'fr'; allowed: en, vi.
        Where:         lang
        What to do:    Choose one of these.
        """
        found = f"{_GOT.say(lang)} {self.got}; " if self.got else ""
        todo = self.todo.say(lang)
        texts = (found + _stopped(self.allowed.say(lang)), self.where, todo and _stopped(todo))
        heads = [head.say(lang) + ":" for head in _HEADS]
        width = max(map(len, heads)) + 1
        return [f"{head:<{width}}{text}" for head, text in zip(heads, texts, strict=True) if text]


def _stopped(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


class EgovError(Exception):
    """Base of all errors that a person can mend; prints without a traceback.

    Parameters
    ----------
    problems
        One problem or several of them; at least one.

    Attributes
    ----------
    lang
        Language in which a notebook tells it; None for the reader's own.
    """

    exit_code = 1
    lang: Lang | None = None

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not found:
            raise ValueError("an error needs at least one problem")
        self.problems: tuple[Problem, ...] = found
        # One argument, as __init__ takes it: errors cross process borders by pickle.
        super().__init__(found)

    def lines(self, lang: Lang | None = None) -> list[str]:
        """One sentence a problem."""
        return [problem.sentence(lang) for problem in self.problems]

    def told(self) -> list[str]:
        """What is wrong, where, and what to do: three lines a problem, for the first few."""
        lang = self.lang or reader_lang()
        blocks = [problem.lines(lang) for problem in self.problems[:_MOST_TOLD]]
        left = len(self.problems) - len(blocks)
        more = [[_MORE.fill(left=left).say(lang)]] if left else []
        return [line for block in [*blocks, *more] for line in ["", *block]][1:]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _render_traceback_(self) -> list[str]:
        """Lines that IPython shows instead of a traceback (its documented hook).

        The traceback itself is shown first, folded away: only IPython calls this.
        """
        from IPython.display import display

        folded = {"text/html": self._folded_traceback(), "text/plain": ""}
        display(folded, raw=True)  # type: ignore[no-untyped-call]  # upstream
        return self.told()

    def _repr_html_(self) -> str:
        import html

        return "<br>".join(html.escape(line) for line in self.told())

    def _folded_traceback(self) -> str:
        """The traceback as HTML that opens with one click."""
        import html
        import traceback

        lines = "".join(traceback.format_exception(self))
        name = _TECHNICAL.say(self.lang or reader_lang())
        pre = f'<pre style="white-space: pre-wrap">{html.escape(lines)}</pre>'
        return f"<details><summary>{name}</summary>{pre}</details>"


class RunError(EgovError):
    """A report could not be made (exit 1)."""


class UsageError(EgovError):
    """A word on the command line or a notebook parameter is wrong (exit 2)."""

    exit_code = 2


class DataError(EgovError):
    """A data set breaks its contract (exit 3)."""

    exit_code = 3


class MetricError(DataError):
    """A metric was given impossible numbers, such as more cases than its base (exit 3)."""


class SetupError(EgovError):
    """The machine lacks something, or another run holds the folder (exit 4)."""

    exit_code = 4


def _plain(text: str) -> str:
    """Lower case without marks, so that ``hoa binh`` lies near ``Hòa Bình``."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that lies nearest to ``word``, or None when none is near.

    Examples
    --------
    >>> nearest("peroid", ["period", "lang", "data"])
    'period'
    """
    import difflib  # most commands meet no wrong word

    plain = {_plain(option): option for option in known}
    found = difflib.get_close_matches(_plain(word), list(plain), n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def unknown_word(where: str, word: str, known: Sequence[str], rule: str = "unknown") -> Problem:
    """A problem for a word that is not among the known ones, with the nearest one offered."""
    if not known:
        return Problem(where, repr(word), _NOTHING_LISTED, _LIST_FIRST, rule)
    near = nearest(word, known)
    shown = ", ".join(sorted(known)[:12]) + (", …" if len(known) > 12 else "")
    allowed = Words(vi=f"được phép: {shown}", en=f"allowed: {shown}")
    todo = Words(vi=f"Có phải {near!r}?", en=f"Did you mean {near!r}?") if near else _CHOOSE
    return Problem(where, repr(word), allowed, todo, rule)
