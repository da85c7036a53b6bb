"""A folder of made-up returns, as a province's office would find it after five years."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chiso.synthetic.districts import sent_returns
from chiso.synthetic.faults import Faults, plan_faults
from chiso.synthetic.folder import MANIFEST, manifest_bytes
from chiso.synthetic.ledger import Ledger, keep_ledger
from chiso.synthetic.marks import MARK, NO_FINDING
from chiso.synthetic.places import DISTRICTS, PROVINCE
from chiso.synthetic.portal import (
    INDEX_FROM,
    ONE_STOP_MONTHS,
    index_766,
    index_scores,
    one_stop_digitised,
    one_stop_dossiers,
)
from chiso.synthetic.summaries import province_form
from chiso.synthetic.tables import TABLES_FROM, table_csv, table_workbook
from chiso.synthetic.timeline import MOST_MONTHS, month_codes, running_years, whole_quarters

README = "README.txt"
FORMS_FROM = "2022-Q1"  # earlier quarters would only make the sample larger
_ABOUT = """{mark}

{vi}
{en}

Lệnh / Command: chiso sample … --seed {seed} --months {months}
Mỗi thư mục là một tháng / A folder a month: {first} … {last}

  II06a_<mã huyện>_<tháng>.xlsx    Biểu II.06a của một huyện / form II.06a of a district
  …_dinh-chinh.xlsx                bản đính chính / a corrected return
  06_17_<quý>.xlsx                 Biểu 06 của tỉnh / form 06 of the province
  766_<tháng>.json                 điểm Bộ chỉ số 766 / scores of the 766 index
  so-hoa_<kỳ>.xlsx, .csv           số hóa, thanh toán trực tuyến / digitisation, online payment
  mot-cua_*.json                   hệ thống một cửa / one-stop system
"""


@dataclass(frozen=True)
class Summary:
    """What was made.

    Attributes
    ----------
    seed
        Number that chance was started with.
    months
        Codes of the first and last month.
    digests
        SHA-256 of each file by its path in the folder, with ``/``, in order of path.
    faults
        What was planted.
    """

    seed: int
    months: tuple[str, str]
    digests: Mapping[str, str]
    faults: Faults


def make_returns(folder: Path, seed: int, months: int = MOST_MONTHS) -> Summary:
    """Write the returns of ten districts into a folder, and say what was written.

    Parameters
    ----------
    folder
        Made if it is not there; files in it of the same name are replaced.
    seed
        0 or more; the same seed gives the same bytes, and the same figures of a month whatever
        the number of months.
    months
        How many of the last months to June 2025; 1 to 60.

    Returns
    -------
    Summary
        Files with their digests, and the faults that were planted.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = make_returns(Path(folder), seed=2025, months=1)
    >>> made.months, len(made.digests)
    (('2025-06', '2025-06'), 12)
    """
    ledger, faults = keep_ledger(seed), plan_faults(seed)
    wanted = month_codes()[MOST_MONTHS - months :]
    about = _ABOUT.format(
        mark=MARK,
        **NO_FINDING._asdict(),
        seed=seed,
        months=months,
        first=wanted[0],
        last=wanted[-1],
    )
    digests = {}
    for path, content in (
        (README, about.encode()),
        *_district_files(ledger, faults, MOST_MONTHS - months),
        *_province_files(ledger, MOST_MONTHS - months),
        *_portal_files(ledger, MOST_MONTHS - months),
    ):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()
    # Last of all, so that a folder without it was not finished.
    (folder / MANIFEST).write_bytes(manifest_bytes(digests))
    return Summary(seed, (wanted[0], wanted[-1]), dict(sorted(digests.items())), faults)


def _district_files(ledger: Ledger, faults: Faults, first: int) -> Iterator[tuple[str, bytes]]:
    """Forms II.06a from a month on."""
    for at in range(first, MOST_MONTHS):
        for district in DISTRICTS:
            for sent in sent_returns(ledger, faults, district, at):
                yield f"{month_codes()[at]}/{sent.name}", sent.content


def _province_files(ledger: Ledger, first: int) -> Iterator[tuple[str, bytes]]:
    """Forms 06 and tables of the periods that lie wholly behind a month, in their last month."""
    codes = month_codes()
    for quarter, part in whole_quarters():
        if part.start >= first and quarter.code >= FORMS_FROM:
            folder = codes[part.stop - 1]
            name = f"06_{PROVINCE}_{quarter.code}.xlsx"
            yield f"{folder}/{name}", province_form(ledger, quarter, part)
    for period, part in running_years(TABLES_FROM):
        if part.start >= first:
            folder = codes[part.stop - 1]
            # Two offices take turns: one sends workbooks, the other CSV.
            is_workbook = (part.stop - part.start) % 2 == 0
            content = (table_workbook if is_workbook else table_csv)(ledger, period, part)
            yield f"{folder}/so-hoa_{period.code}.{'xlsx' if is_workbook else 'csv'}", content


def _portal_files(ledger: Ledger, first: int) -> Iterator[tuple[str, bytes]]:
    """JSON of the portals from a month on."""
    scores = index_scores(ledger)
    months = [(at, code) for at, code in enumerate(month_codes()) if at >= first]
    for at, code in [(at, code) for at, code in months if code >= INDEX_FROM]:
        yield f"{code}/766_{code}.json", index_766(scores, at)
    for at, code in [(at, code) for at, code in months if code in ONE_STOP_MONTHS]:
        yield f"{code}/mot-cua_ho-so_{code}.json", one_stop_dossiers(ledger, at)
        yield f"{code}/mot-cua_so-hoa_{code}.json", one_stop_digitised(ledger, at)
