"""How large a return may be, and the same limits in words.

A district's return has 20 to 300 KB and some 5,000 cells. The limits leave room tenfold and more,
and keep the worst file under a second and a few hundred megabytes.
"""

from __future__ import annotations

from chiso.numbers import format_number
from chiso.words import Words

MAX_BYTES = 20 * 2**20
MAX_PARTS = 1000
MAX_UNPACKED = 64 * 2**20
MAX_PART = 16 * 2**20  # of a part that is parsed, after empty rows were cut
MAX_LIST = 2**20  # of the parts that only list others
MAX_RATIO = 200  # real sheets pack 5 to 30 times
MAX_TAGS = 200_000  # XML tags of all sheets
MAX_RECORDS = 100_000  # BIFF records of all sheets
MAX_AREA = 100_000  # cells in the rectangle that a sheet spans, filled or not
MAX_TEXT = 4_000_000  # characters of all cells, each reference to a shared text counted
MAX_MERGED = 5_000
MAX_TEXT_BYTES = 5 * 2**20  # of CSV and JSON
MAX_JSON_VALUES = 200_000
MAX_JSON_DEPTH = 32
MAX_JSON_DIGITS = 30  # some systems number their dossiers with twenty
MAX_NAME_BYTES = 255


def count_of(number: int, unit: Words) -> Words:
    """A limit for a message, in the number form of each language.

    Examples
    --------
    >>> count_of(50000, Words(vi="ô", en="cells"))
    Words(vi='50.000 ô', en='50,000 cells')
    """
    return Words(
        vi=f"{format_number(number, 0, 'vi')} {unit.vi}",
        en=f"{format_number(number, 0, 'en')} {unit.en}",
    )


def megabytes(size: int) -> str:
    """A size for a message, rounded up.

    Examples
    --------
    >>> megabytes(20 * 2**20), megabytes(20 * 2**20 + 1)
    ('20 MB', '21 MB')
    """
    return f"{-(-size // 2**20)} MB"


FILLED_CELLS = count_of(MAX_TAGS // 5, Words(vi="ô có số liệu", en="filled cells"))
ALL_CELLS = count_of(MAX_AREA, Words(vi="ô kể cả ô trống", en="cells, empty ones counted"))
MERGED_RANGES = count_of(MAX_MERGED, Words(vi="vùng gộp ô", en="merged ranges"))
CHARACTERS = count_of(MAX_TEXT, Words(vi="ký tự", en="characters"))
JSON_VALUES = count_of(MAX_JSON_VALUES, Words(vi="giá trị", en="values"))
