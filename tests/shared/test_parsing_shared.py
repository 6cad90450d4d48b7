"""The parser against annotated real notices, scored as the annotations say."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import TypeAdapter

from govdoc.model import Parsed
from govdoc.parsing import parse
from govdoc.readers import read


def scorer(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed(path: Path) -> dict[str, Any]:
    result = parse(read(path.name, path.read_bytes()), path.name)
    loaded: dict[str, Any] = json.loads(TypeAdapter(Parsed).dump_json(result))
    return loaded


def f1(rows: dict[str, Any]) -> float:
    hit, got, gold = (sum(row[at] for row in rows.values()) for at in range(3))
    return float(2 * hit / (got + gold))


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    pairs = {}
    for gold in sorted((shared / "seeds" / "gold").glob("*.json")):
        loaded = json.loads(gold.read_text("utf-8"))
        pairs[gold.stem] = loaded, parsed(shared / "seeds" / loaded["file"])
    return pairs


def test_seeds(shared: Path, seeds: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    score = scorer(shared, "score_seed").score
    assert {name: f1(score(*pair)) >= 0.98 for name, pair in seeds.items()} == dict.fromkeys(seeds, True)


def test_the_large_seed_is_exact(seeds: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    gold, result = max(seeds.values(), key=lambda pair: sum(len(n["indicators"]) for n in pair[0]["notices"]))
    (notice,) = result["notices"]
    kinds = [each["kind"] for each in notice["indicators"]]
    assert (kinds.count("indicator"), kinds.count("bonus"), kinds.count("penalty")) == (95, 2, 2)
    assert sum(len(each["tasks"]) for each in notice["indicators"]) == 153
    wanted = [(i["code"], i["text_len"], [t["method"] for t in i["tasks"]]) for i in gold["notices"][0]["indicators"]]
    assert wanted == [(i["code"], len(i["text"]), [t["method"] for t in i["tasks"]]) for i in notice["indicators"]]
    codes = [warning["code"] for warning in result["warnings"]]
    assert codes.count("dates_contradict") == 1
    assert codes.count("stage_before_period") == 1


def test_the_report_among_the_seeds_gives_no_tasks(shared: Path) -> None:
    annotated = {json.loads(gold.read_text("utf-8"))["file"] for gold in (shared / "seeds" / "gold").glob("*.json")}
    (path,) = [path for path in (shared / "seeds").glob("*.txt") if path.name not in annotated]
    (notice,) = parsed(path)["notices"]
    assert (notice["genre"], notice["indicators"]) == ("报告", [])


def test_notices(shared: Path) -> None:
    score = scorer(shared, "score_notice").score
    figures = []
    for gold in sorted((shared / "notices" / "gold").glob("*.json")):
        text = shared / "notices" / "text" / f"{gold.stem}.txt"
        figures.append(f1(score(json.loads(gold.read_text("utf-8")), parsed(text))))
    assert len(figures) == 6
    assert sum(figures) / len(figures) >= 0.96
