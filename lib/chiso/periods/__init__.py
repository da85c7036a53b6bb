"""Periods as people write them, and the calendars that say on which days they begin and end."""

from chiso.periods.calendars import Calendar, Grain, format_date, year_fraction
from chiso.periods.period import Period

__all__ = ["Calendar", "Grain", "Period", "format_date", "year_fraction"]
