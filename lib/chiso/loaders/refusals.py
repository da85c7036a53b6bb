"""Errors that refuse a file or a cell: where, what was found, what is allowed, what to do."""

from __future__ import annotations

from chiso.errors import DataError, Problem
from chiso.loaders.rules import RULES

_SHOWN = 60  # characters of a found value that a message repeats


def shown(value: object) -> str:
    """A found value as a message repeats it: on one line, and shortened.

    Examples
    --------
    >>> shown("Đà Bắc"), len(shown("a" * 300))
    ("'Đà Bắc'", 63)
    """
    is_long = isinstance(value, str) and len(value) > _SHOWN
    text = repr(f"{str(value)[:_SHOWN]}…" if is_long else value)
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"


def refusal(rule: str, where: str, got: str = "", **fields: object) -> DataError:
    """The error that refuses a file or a cell under one of the :data:`chiso.loaders.rules.RULES`.

    Parameters
    ----------
    rule
        Key of :data:`chiso.loaders.rules.RULES`; also the ``rule`` of the problem.
    where
        File, sheet and cell where known: ``bao_cao.xlsx#06!D12``.
    got
        What was found, ready for print (see :func:`shown`).
    **fields
        Values for the ``{fields}`` of the sentence.

    Examples
    --------
    >>> refusal("empty_file", "bc.xlsx").lines("vi")
    ['bc.xlsx: tệp rỗng. Tải hoặc xin lại tệp từ nơi gửi; tệp có thể hỏng khi truyền.']
    """
    allowed, todo = RULES[rule]
    return DataError(Problem(where, got, allowed.fill(**fields), todo, rule))
