"""How a parse grows with the length of the text: `python tests/bench/bench_parsing.py`.

The floor is one pass of the entity pipeline's tokenizer over the same text, in the same run; the import is told apart.
"""

import time
from pathlib import Path

from govdoc.model import Block, Document, Span

NOTICE = Path(__file__).parents[2] / "corpora" / "yunxi" / "notices"


def document(text: str) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line))))
        at += len(line) + 1
    return Document(text, tuple(blocks), "text/plain", "bench")


def main() -> None:
    start = time.perf_counter()
    from govdoc.parsing import parse
    from govdoc.parsing.entities import entities

    entities("县司法局")
    print(f"import and first use     {time.perf_counter() - start:6.2f} s")
    text = max(NOTICE.glob("*.txt"), key=lambda path: path.stat().st_size).read_text("utf-8")
    base = 0.0
    for times in (1, 10, 100):
        # Each copy goes out under a number of its own, so that it is a notice of its own.
        long = document("\n".join(text.replace("号", f"{copy}号", 1) for copy in range(times)))
        start = time.perf_counter()
        parsed = parse(long)
        spent = time.perf_counter() - start
        start = time.perf_counter()
        for line in long.text.split("\n"):
            entities(line)
        floor = time.perf_counter() - start
        base = base or spent
        found = sum(len(notice.indicators) for notice in parsed.notices)
        print(
            f"x{times:<4d} {len(long.text):9d} characters {spent:7.2f} s  {spent / base:6.1f} x the first"
            f"  {spent / floor:4.2f} x the floor  {found} indicators"
        )


if __name__ == "__main__":
    main()
