"""Recurrences (RFC 5545 RRULE) as notices mean them."""


def dated(rule: str) -> str:
    """The rule with the day it leaves open: what is due 按月 is due on the month's last day.

    >>> dated("FREQ=MONTHLY"), dated("FREQ=YEARLY"), dated("FREQ=MONTHLY;BYMONTHDAY=28")
    ('FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=28')
    """
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}:
        return rule
    if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts:
        parts["BYMONTH"] = "12"
    day = {"WEEKLY": ("BYDAY", "FR"), "MONTHLY": ("BYMONTHDAY", "-1"), "YEARLY": ("BYMONTHDAY", "-1")}
    parts |= dict([day[parts["FREQ"]]]) if parts["FREQ"] in day else {}
    return ";".join(f"{name}={value}" for name, value in parts.items())
