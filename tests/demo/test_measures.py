"""The papers under measure-style notices: their labels name what the notices hold."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.demo.county import corpora_dir
from govdoc.parsing import parse
from govdoc.readers import read

YUNXI = corpora_dir() / "yunxi"
SETS = sorted((YUNXI / "measures").glob("*.toml"))
QUALITIES = {"ok", "weak", "irrelevant", "template", "url_only", "outdated"}
FLAGS = {"template", "url_only", "outdated", "draft", "same_person", "below_threshold"}


def codes(papers: Path) -> set[str]:
    """The codes of the notice beside a set, or of the county's notice that bears its name."""
    (notice,) = [*papers.parent.glob(f"{papers.stem}.txt"), *YUNXI.glob(f"notices/{papers.stem}*.txt")]
    parsed = parse(read(notice.name, notice.read_bytes()), notice.name)
    return {indicator.code for each in parsed.notices for indicator in each.indicators}


def rows(papers: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(papers.read_text("utf-8"))["paper"]
    return found


@pytest.mark.parametrize("papers", SETS, ids=lambda papers: papers.stem)
def test_labels_name_what_the_notice_holds(papers: Path) -> None:
    known = codes(papers)
    assert len(known) >= 10
    for row in rows(papers):
        assert {*row["cells"].split(), *row.get("related", "").split()} <= known
        assert row.get("quality", "ok") in QUALITIES
        assert set(row.get("flags", "").split()) <= FLAGS
        assert bool(row["cells"]) or row.get("quality", "ok") != "ok"


def test_the_sets_are_large_enough_and_serve_every_measure() -> None:
    paths = [f"{papers.stem}/{row['path']}" for papers in SETS for row in rows(papers)]
    assert len(paths) == len(set(paths)) >= 60
    for papers in SETS:
        assert codes(papers) == {cell for row in rows(papers) for cell in row["cells"].split()}
