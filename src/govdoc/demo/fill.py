"""Bodies filled with a unit's own words, numbers and dates; the same seed gives the same text."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any


@dataclass(slots=True)
class Filler:
    """Fills placeholders: {name} a word of the unit, {3-9} a number, {y-1} a year, {p1} a person, <a|b> a choice."""

    words: dict[str, Any]
    random: Random
    on: date
    row: int = 0

    def fill(self, text: str) -> str:
        """The text filled; “a || b” picks one way to say it, line by line."""
        lines = [self._pick(line.split(" || ")) for line in text.split("\n")]
        return "\n".join(
            self._words(re.sub(r"<([^<>]*\|[^<>]*)>", lambda m: self._pick(m[1].split("|")), x)) for x in lines
        )

    def rows(self, table: str, *, blank: bool) -> list[list[str]]:
        """A table's header and rows; a filled one repeats its rows to a length an office would hand in."""
        header, *patterns = table.split("\n")
        wanted = len(patterns) if blank else self.random.randint(6, 14)
        rows = [header.split("|")]
        for self.row in range(1, wanted + 1):
            rows.append(self.fill(patterns[(self.row - 1) % len(patterns)]).split("|"))
        return rows

    def _pick(self, options: list[str]) -> str:
        return self.random.choice(options)

    def _words(self, text: str) -> str:
        return re.sub(r"\{([^{}]+)\}", lambda found: self._word(found[1]), text)

    def _word(self, key: str) -> str:
        span = re.fullmatch(r"(\d+)-(\d+)", key)
        if span:
            return str(self.random.randint(int(span[1]), int(span[2])))
        year = re.fullmatch(r"y([+-]\d+)?", key)
        if year:
            return str(self.on.year + int(year[1] or 0))
        person = re.fullmatch(r"p(\d+)", key)
        if person:
            surnames, at = self.words["surnames"], int(person[1])
            return f"{surnames[(at + self.random.randrange(2)) % len(surnames)]}某{'甲乙丙丁戊'[at % 5]}"
        if key == "date":
            return zh_date(self.on - timedelta(days=self.random.randint(2, 20)))
        fixed = {"i": str(self.row), "m": str(self.on.month)}
        if key in fixed or key.isdigit():
            return fixed.get(key, key)
        value = self.words[key]
        return str(self.random.choice(value) if isinstance(value, list) else value)


def zh_date(value: date) -> str:
    """A date as printed: 2023年5月8日."""
    return f"{value.year}年{value.month}月{value.day}日"
