"""Results to stdout, messages to stderr, tables that line up."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from chiso.errors import EgovError, Problem
from chiso.words import Words, reader_lang

PROBLEM_LIMIT = 50


def say(words: Words | str) -> None:
    """Write one message line to stderr, in the reader's language."""
    text = words if isinstance(words, str) else words.say(reader_lang())
    sys.stderr.write(text + "\n")


def give(result: Words | str) -> None:
    """Write one result line to stdout, in the reader's language."""
    text = result if isinstance(result, str) else result.say(reader_lang())
    sys.stdout.write(text + "\n")


def give_json(result: object) -> None:
    """Write a result as JSON to stdout."""
    give(json.dumps(result, ensure_ascii=False, indent=1))


def tell_problems(problems: Sequence[Problem], limit: int = PROBLEM_LIMIT) -> None:
    """Write one line a problem to stderr; past the limit only how many more there are."""
    for problem in problems[:limit]:
        say(problem.sentence())
    more = len(problems) - limit
    if more > 0:
        say(Words(vi=f"… và {more} lỗi nữa", en=f"… and {more} more"))


def tell_error(error: EgovError) -> int:
    """Write an error's problems to stderr; the exit code of its class."""
    tell_problems(error.problems)
    return error.exit_code


def problem_record(problem: Problem) -> dict[str, str]:
    """A problem as plain values for JSON, in the reader's language."""
    lang = reader_lang()
    return {
        "where": problem.where,
        "got": problem.got,
        "allowed": problem.allowed.say(lang),
        "todo": problem.todo.say(lang),
        "rule": problem.rule,
    }


def table_lines(header: Sequence[Words], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand below each other.

    Examples
    --------
    >>> table_lines([Words("mã", "code")] * 2, [["2024-H1", "x"]])[1]
    '2024-H1  x'
    """
    lang = reader_lang()
    lines = [[words.say(lang) for words in header], *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
