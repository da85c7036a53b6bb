"""Running the chapters of a report for periods and languages, and publishing what they make.

Names are imported when they are first asked for, so that commands which only explain stay fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.runner.plan import PlannedPeriod as PlannedPeriod
    from chiso.runner.project import Project as Project
    from chiso.runner.request import PeriodOutcome as PeriodOutcome
    from chiso.runner.request import Progress as Progress
    from chiso.runner.request import RunOutcome as RunOutcome
    from chiso.runner.request import RunRequest as RunRequest
    from chiso.runner.suite import plan_suite as plan_suite
    from chiso.runner.suite import run_suite as run_suite

__all__ = [
    "PeriodOutcome",
    "PlannedPeriod",
    "Progress",
    "Project",
    "RunOutcome",
    "RunRequest",
    "plan_suite",
    "run_suite",
]

_HOMES = {
    "PlannedPeriod": "plan",
    "Project": "project",
    "PeriodOutcome": "request",
    "Progress": "request",
    "RunOutcome": "request",
    "RunRequest": "request",
    "plan_suite": "suite",
    "run_suite": "suite",
}

__getattr__ = imported_on_demand(__name__, _HOMES)
