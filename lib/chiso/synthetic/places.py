"""The real districts and departments, and how each of them behaves in the sample.

Names, codes and populations are real. Curves follow what was published where anything was
(``data/hoa_binh``); everything else is made up, so nothing said with the sample is a finding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PROVINCE = "17"


@dataclass(frozen=True)
class Curve:
    """A share that jumps once and then creeps toward a ceiling.

    Attributes
    ----------
    start
        Share before the jump, 0-1.
    middle, speed
        Year of the middle of the jump; years that it takes to go from 27% to 50% of the way.
    low, high
        Level after the jump at the beginning of 2022 and at the middle of 2025, 0-1.
    """

    start: float
    middle: float
    speed: float
    low: float
    high: float

    def at(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share at each time in years, 0-1.

        Examples
        --------
        >>> Curve(0.1, 2021.0, 0.1, 0.9, 0.9).at(np.array([2021.0])).tolist()
        [0.5]
        """
        way = 1 / (1 + np.exp(-(times - self.middle) / self.speed))
        level = self.low + (self.high - self.low) * np.clip((times - 2022.0) / 3.5, 0, 1)
        return self.start + (level - self.start) * way


@dataclass(frozen=True)
class District:
    """One district, and what its dossiers are like.

    Attributes
    ----------
    code, name
        Official code; name as it stands behind ``huyện`` or ``thành phố``.
    persons
        Mean population of 2021 (yearbook, preliminary).
    busy
        Dossiers a person, against the mean of the province.
    own
        Part of the dossiers that the district's own office receives; communes have the rest.
    online, digitised, paid
        Shares received online, digitised, and paid online of those with a fee.
    late
        Share settled late in the middle of 2025, 0-1.
    early
        Share of those in time that are settled before their deadline, 0-1.
    """

    code: str
    name: str
    persons: int
    busy: float
    own: float
    online: Curve
    digitised: Curve
    paid: Curve
    late: float
    early: float
    is_city: bool = False

    @property
    def full_name(self) -> str:
        """``huyện Đà Bắc``, ``thành phố Hòa Bình``."""
        return f"{'thành phố' if self.is_city else 'huyện'} {self.name}"

    @property
    def heading(self) -> str:
        """The full name as it begins a row: ``Huyện Đà Bắc``."""
        return self.full_name[0].upper() + self.full_name[1:]


@dataclass(frozen=True)
class Department:
    """One department of the province with its part of their dossiers (any unit)."""

    code: str
    name: str
    weight: float


def _digitised(middle: float, high: float) -> Curve:
    return Curve(0.03, middle, 0.45, high - 0.12, high)


def _paid(middle: float, high: float) -> Curve:
    return Curve(0.02, middle, 0.35, high - 0.15, high)


# Published: city 99.4 (2022), 99.78 (2024); Kim Bôi 7.12 (9 months of 2021); Cao Phong 98.5
# (2023-H1); Tân Lạc jumped on 6 Nov 2020; Mai Châu 99.24 (2022-H1); Yên Thủy 2.7 (2020), 98.9
# (2022); Lạc Thủy 92.5 (2023), 95.46 (2024); Đà Bắc digitised 71 (2024), 4% at its own office.
DISTRICTS = (
    District("148", "Hòa Bình", 139844, 0.95, 0.38, Curve(0.06, 2021.05, 0.10, 0.994, 0.998),
             _digitised(2023.0, 0.91), _paid(2022.8, 0.93), 0.012, 0.58, is_city=True),
    District("150", "Đà Bắc", 55812, 1.25, 0.08, Curve(0.02, 2021.75, 0.12, 0.955, 0.976),
             _digitised(2023.7, 0.80), _paid(2023.6, 0.74), 0.002, 0.72),
    District("152", "Lương Sơn", 101528, 0.85, 0.33, Curve(0.05, 2021.25, 0.12, 0.972, 0.986),
             _digitised(2023.1, 0.89), _paid(2022.9, 0.90), 0.009, 0.55),
    District("153", "Kim Bôi", 121746, 1.10, 0.25, Curve(0.055, 2021.92, 0.10, 0.945, 0.972),
             _digitised(2023.8, 0.72), _paid(2023.7, 0.70), 0.007, 0.66),
    District("154", "Cao Phong", 46187, 1.05, 0.29, Curve(0.03, 2021.60, 0.10, 0.982, 0.989),
             _digitised(2023.3, 0.86), _paid(2023.2, 0.84), 0.005, 0.63),
    District("155", "Tân Lạc", 88203, 1.00, 0.26, Curve(0.01, 2020.87, 0.06, 0.974, 0.988),
             _digitised(2022.9, 0.88), _paid(2023.0, 0.87), 0.003, 0.75),
    District("156", "Mai Châu", 56474, 1.15, 0.24, Curve(0.03, 2021.40, 0.10, 0.992, 0.994),
             _digitised(2023.2, 0.90), _paid(2023.1, 0.88), 0.004, 0.80),
    District("157", "Lạc Sơn", 139306, 1.00, 0.24, Curve(0.02, 2021.95, 0.14, 0.930, 0.968),
             _digitised(2024.0, 0.66), _paid(2023.9, 0.68), 0.016, 0.52),
    District("158", "Yên Thủy", 61313, 1.00, 0.28, Curve(0.025, 2021.55, 0.10, 0.988, 0.993),
             _digitised(2023.1, 0.87), _paid(2023.2, 0.86), 0.005, 0.69),
    District("159", "Lạc Thủy", 61311, 0.85, 0.30, Curve(0.02, 2021.90, 0.12, 0.905, 0.970),
             _digitised(2023.5, 0.79), _paid(2023.5, 0.77), 0.008, 0.61),
)  # fmt: skip

DEPARTMENTS = (
    Department("17.SNV", "Sở Nội vụ", 1.0),
    Department("17.STTTT", "Sở Thông tin và Truyền thông", 0.3),
    Department("17.STP", "Sở Tư pháp", 14.0),
    Department("17.SNNPTNT", "Sở Nông nghiệp và Phát triển nông thôn", 2.5),
    Department("17.STC", "Sở Tài chính", 0.5),
    Department("17.SKHCN", "Sở Khoa học và Công nghệ", 0.4),
    Department("17.BQLKCN", "Ban Quản lý các khu công nghiệp", 0.9),
    Department("17.VPUBND", "Văn phòng UBND tỉnh", 0.2),
    Department("17.SXD", "Sở Xây dựng", 1.6),
    Department("17.TTT", "Thanh tra tỉnh", 0.1),
    Department("17.SGDDT", "Sở Giáo dục và Đào tạo", 3.0),
    Department("17.SKHDT", "Sở Kế hoạch và Đầu tư", 5.0),
    Department("17.BDT", "Ban Dân tộc", 0.1),
    Department("17.SGTVT", "Sở Giao thông vận tải", 24.0),
    Department("17.SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", 0.8),
    Department("17.STNMT", "Sở Tài nguyên và Môi trường", 21.0),
    Department("17.SCT", "Sở Công Thương", 11.0),
    Department("17.SYT", "Sở Y tế", 4.6),
    Department("17.SLDTBXH", "Sở Lao động - Thương binh và Xã hội", 9.0),
)
# Part of all dossiers that goes to departments: 60,902 to 2 August 2024 at their service centre,
# against 131,794 in the first half of the year in the whole province.
DEPARTMENTS_PART = 0.38
DEPARTMENTS_ONLINE = Curve(0.35, 2021.2, 0.30, 0.66, 0.78)
DEPARTMENTS_LATE, DEPARTMENTS_EARLY = 0.005, 0.60

# Fields of work with their part of the dossiers of the tier.
DISTRICT_FIELDS = (
    ("Đất đai", 0.36),
    ("Thành lập và hoạt động của hộ kinh doanh", 0.15),
    ("Hộ tịch", 0.06),
    ("Chứng thực", 0.17),
    ("Bảo trợ xã hội", 0.10),
    ("Hoạt động xây dựng", 0.05),
    ("Giáo dục và đào tạo", 0.04),
    ("Thi đua, khen thưởng", 0.03),
    ("Môi trường", 0.02),
    ("Nông nghiệp và phát triển nông thôn", 0.02),
)
COMMUNE_FIELDS = (
    ("Hộ tịch", 0.33),
    ("Chứng thực", 0.37),
    ("Đất đai", 0.12),
    ("Bảo trợ xã hội", 0.09),
    ("Người có công", 0.04),
    ("Nông nghiệp", 0.02),
    ("Văn hóa cơ sở", 0.01),
    ("Thi đua, khen thưởng", 0.02),
)

# Months with trouble at one office: code, first and last month, loss in log-odds of going online.
SETBACKS = (
    ("157", "2024-03", "2024-09", 0.55),
    ("150", "2025-02", "2025-06", 0.45),
)
