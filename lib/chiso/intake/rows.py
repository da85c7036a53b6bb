"""Readings as observations, and what is wrong with them before any is entered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.checks import check_frame
from chiso.errors import Problem
from chiso.loaders.reading import Reading, ReturnRow
from chiso.text import is_vietnamese_legacy
from chiso.words import Words

_NUMBERS = ["value", "numerator", "denominator", "decimals"]
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def observation_rows(readings: Sequence[Reading], received: date) -> pd.DataFrame:
    """The figures of all readings, in the columns of an observation.

    Parameters
    ----------
    readings
        Files in the order in which they are entered.
    received
        Day of receipt, for files that do not say when they were signed or taken.

    Returns
    -------
    pandas.DataFrame
        The columns of an observation, ``number`` (of the reading, from 0) and ``cell`` (place in
        the file). ``locator`` names the file, the beginning of its digest and the cell.
    """
    figures = [row for reading in readings for row in reading.rows]
    frame = pd.DataFrame(figures, columns=list(ReturnRow._fields))
    texts = [name for name in ReturnRow._fields if name not in _NUMBERS]
    frame = frame.astype({**dict.fromkeys(texts, "str"), **dict.fromkeys(_NUMBERS, float)})
    frame[_NUMBERS] = frame[_NUMBERS].where(np.isfinite(frame[_NUMBERS]))
    files = pd.DataFrame(
        {
            "source": [reading.source for reading in readings],
            "published": [reading.published or received for reading in readings],
            "extracted": [reading.extracted for reading in readings],
            "origin": [f"{reading.file}@{reading.digest[:12]}#" for reading in readings],
        }
    ).astype({"source": "str", "origin": "str"})
    for name in ("published", "extracted"):
        files[name] = pd.to_datetime(files[name])
    counts = [len(reading.rows) for reading in readings]
    number = np.repeat(np.arange(len(readings)), counts)
    frame = frame.rename(columns={"locator": "cell"})
    frame = pd.concat([frame, files.iloc[number].reset_index(drop=True)], axis="columns")
    return frame.assign(number=number, locator=frame["origin"] + frame["cell"]).drop(
        columns="origin"
    )


def unwritable_names(readings: Sequence[Reading]) -> Mapping[int, list[Problem]]:
    """Files whose name, cells or notes no data set could hold, by their numbers.

    Checked before any frame is made: a column of text takes no half of a surrogate pair.
    """
    found: dict[int, list[Problem]] = {}
    for number, reading in enumerate(readings):
        texts = {text for row in reading.rows for text in (row.locator, row.note)}
        said = " ".join([reading.file, *sorted(texts)])
        if _NO_TEXT.search(said) or is_vietnamese_legacy(said):
            found[number] = [_no_text(reading)]
    return found


def unsound_files(
    readings: Sequence[Reading], rows: pd.DataFrame, catalogue: Catalogue, received: date
) -> Mapping[int, list[Problem]]:
    """What is wrong with the files that cannot be entered, by their numbers.

    Parameters
    ----------
    readings, rows
        Files, and their figures from :func:`observation_rows`.
    catalogue
        Of the data set.
    received
        Day of receipt.

    Returns
    -------
    mapping
        Problems name file and cell of origin.
    """
    found: dict[int, list[Problem]] = {}
    for number, reading in enumerate(readings):
        problems = list(_doubts_on_file(reading, catalogue, received))
        if problems:
            found[number] = problems
    labelled = rows.assign(file=rows["number"].astype("str"), row=rows["cell"])
    for problem in check_frame(labelled, catalogue):
        if problem.rule == "duplicate":
            continue  # two files may say the same; where they differ, the plan tells both
        label, _, place = problem.where.partition(":")
        told = replace(problem, where=f"{readings[int(label)].file}#{place}")
        found.setdefault(int(label), []).append(told)
    return found


def _doubts_on_file(reading: Reading, catalogue: Catalogue, received: date) -> Iterator[Problem]:
    settings = catalogue.settings
    if reading.is_synthetic is not settings.is_synthetic:
        yield _mixed(reading)
    if reading.published and reading.published > received:
        yield _not_yet_signed(reading, reading.published, received)


def _mixed(reading: Reading) -> Problem:
    if reading.is_synthetic:
        allowed = Words(
            vi="báo cáo thật; tệp này ghi là số liệu minh họa, còn bộ số liệu là số liệu thật",
            en="a real return; this file says that it is illustrative, the data set is real",
        )
        todo = Words(
            vi="Nhập vào bộ số liệu minh họa: chiso new dataset TÊN --like sample",
            en="Import it into an illustrative data set: chiso new dataset NAME --like sample",
        )
    else:
        allowed = Words(
            vi="tệp có dòng «Số liệu minh họa»; bộ số liệu này chỉ chứa số liệu minh họa",
            en="a file marked «Illustrative data»; this data set holds nothing else",
        )
        todo = Words(
            vi="Nhập báo cáo thật vào bộ số liệu thật: chiso new dataset TÊN",
            en="Import real returns into a real data set: chiso new dataset NAME",
        )
    return Problem(reading.file, "", allowed, todo, "mixed_synthetic")


def _not_yet_signed(reading: Reading, signed: date, received: date) -> Problem:
    vi, en = ("trích xuất", "extraction") if reading.extracted else ("ký", "signing")
    allowed = Words(
        vi=f"ngày {vi} không sau ngày nhận {received}",
        en=f"a day of {en} not after the day of receipt {received}",
    )
    todo = Words(
        vi=f"Kiểm tra ngày {vi} trong tệp, hoặc ghi đúng ngày nhận bằng --received",
        en="Check the day in the file, or give the right day of receipt with --received",
    )
    return Problem(reading.file, repr(signed.isoformat()), allowed, todo, "signed_later")


def _no_text(reading: Reading) -> Problem:
    allowed = Words(
        vi="tên tệp và tên trang tính bằng chữ Việt Unicode, không có ký tự điều khiển",
        en="names of file and sheets in Unicode, without control characters",
    )
    todo = Words(vi="Đổi tên tệp hoặc trang tính rồi nhập lại", en="Rename it and import again")
    return Problem(ascii(reading.file), "", allowed, todo, "unsafe_name")
