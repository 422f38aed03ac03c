"""Days counted in months, as people count them."""

import datetime as dt


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last of that month: (31 March, 1) → 28 February; later where the
    number is negative."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no month has no day: {day}, {months}")


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    return months_before(day, -months)
