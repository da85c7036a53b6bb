"""What says on every file of the sample that its figures are made up."""

from __future__ import annotations

from chiso.words import Words

MARK = "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA"
CATEGORY = "Illustrative data"  # document property of workbooks
FLAG = "illustrative"  # top-level field of JSON
CREATOR = "chiso sample"
NO_FINDING = Words(
    vi="Mọi con số ở đây do chương trình tạo ra, không phải kết quả thực tế của các huyện.",
    en="A program made up every figure here; none is an actual district result.",
)
