"""The options of ``chiso run``."""

from __future__ import annotations

from chiso.cli.command import Option
from chiso.cli.place import data_option, json_option, out_option
from chiso.words import LANGS, Words

CELL_SECONDS = 300
# A chapter has a dozen cells, of which a few compute.
CELLS_A_CHAPTER = 5
# Unless more are asked for: each kernel takes some 200 MB.
MOST_JOBS = 8


def run_options() -> list[Option]:
    """All options, in the order in which the help shows them."""
    return [data_option(), *_choices(), _cluster(), out_option(), *_flags()]


def plan_options() -> list[Option]:
    """Those that decide what a run would do."""
    names = {"data", "period", "lang", "only", "param", "out", "all", "force", "pdf", "json"}
    return [option for option in run_options() if option.name in names]


def retry_options() -> list[Option]:
    """Those that decide how a run is made; what is run was decided before."""
    names = {"period", "lang", "only", "param", "all", "force", "pdf"}
    return [option for option in run_options() if option.name not in names]


def _choices() -> list[Option]:
    return [
        Option(
            "--period",
            words=Words(
                vi="Kỳ báo cáo, viết thế nào cũng được: 2024-H1, Quý III/2024; nhập được nhiều lần",
                en="Period as people write it: 2024-H1, Q3/2024; may be given several times",
            ),
            multiple=True,
            metavar="P",
        ),
        Option(
            "--lang",
            words=Words(vi="Ngôn ngữ, mặc định vi,en", en="Languages, default vi,en"),
            default=",".join(LANGS),
            metavar="vi,en",
        ),
        Option(
            "--only",
            words=Words(
                vi="Chỉ chạy các chương này; báo cáo đầy đủ không bị thay thế",
                en="Run only these chapters; the full report is not replaced",
            ),
            multiple=True,
            metavar="NAME",
        ),
        Option(
            "--param",
            "-p",
            words=Words(
                vi="Tham số khác của sổ tay, viết TÊN=GIÁ_TRỊ",
                en="Another parameter of the notebooks, as NAME=VALUE",
            ),
            multiple=True,
            metavar="NAME=VALUE",
        ),
        Option(
            "--jobs",
            words=Words(
                vi=f"Số chương chạy cùng lúc (mặc định: số nhân, tối đa {MOST_JOBS}, vừa bộ nhớ)",
                en=f"Chapters at a time (default: cores, up to {MOST_JOBS}, as memory allows)",
            ),
            metavar="N",
        ),
        Option(
            "--timeout",
            words=Words(
                vi=f"Số giây cho một ô (mặc định {CELL_SECONDS}); một chương được gấp"
                f" {CELLS_A_CHAPTER} lần",
                en=f"Seconds for one cell (default {CELL_SECONDS}); a chapter may take"
                f" {CELLS_A_CHAPTER} times as long",
            ),
            default=str(CELL_SECONDS),
            metavar="S",
        ),
    ]


def _flags() -> list[Option]:
    return [
        _flag("--all", Words(vi="Mọi kỳ (mặc định)", en="All periods (the default)")),
        _flag("--dry-run", Words(vi="Chỉ nói sẽ làm gì và vì sao", en="Only say what and why")),
        _flag("--force", Words(vi="Chạy cả khi không đổi", en="Run also what is unchanged")),
        _flag(
            "--keep-going",
            Words(vi="Kỳ này lỗi vẫn chạy kỳ khác", en="Go on with other periods after a failure"),
        ),
        _flag(
            "--pdf",
            Words(
                vi="In thêm mỗi trang thành PDF khổ A4 (cần Chromium)",
                en="Print each page as an A4 PDF too (needs Chromium)",
            ),
        ),
        _flag(
            "--no-wait",
            Words(vi="Không đợi lượt chạy khác", en="Do not wait for another run"),
        ),
        _flag(
            "--cold",
            Words(
                vi="Mỗi chương một tiến trình khởi động riêng, chậm hơn, cùng kết quả",
                en="A fresh process for each chapter; slower, with the same results",
            ),
        ),
        json_option(),
        _flag("--quiet", Words(vi="Không in tiến độ", en="Print no progress"), "-q"),
    ]


def _cluster() -> Option:
    return Option(
        "--cluster",
        words=Words(
            vi="Chạy các chương trên worker của dask scheduler ở địa chỉ này, như"
            " tcp://may-chu:8786",
            en="Run the chapters on the workers of the dask scheduler at this address, like"
            " tcp://host:8786",
        ),
        metavar="ADDRESS",
    )


def _flag(name: str, words: Words, *short: str) -> Option:
    return Option(name, *short, words=words, is_flag=True)
