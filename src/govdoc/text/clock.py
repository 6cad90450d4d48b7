"""The day and the time on the office's own clock."""

import datetime as dt


def today() -> dt.date:
    """The day it is here."""
    return now().date()


def now() -> dt.datetime:
    """The time it is here, to the second, with its zone."""
    return dt.datetime.now().astimezone().replace(microsecond=0)
