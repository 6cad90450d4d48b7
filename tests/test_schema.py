import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from govdoc.schema import schemas, write

KEPT = Path(__file__).parent.parent / "schemas"


def test_the_kept_schemas_are_current() -> None:
    """Where this fails: python -m govdoc.schema writes them anew."""
    kept = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in KEPT.glob("*.json")}
    assert kept == json.loads(json.dumps(schemas()))


def test_writing_gives_what_is_kept(tmp_path: Path) -> None:
    for file in write(tmp_path):
        assert file.read_bytes() == (KEPT / file.name).read_bytes()


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])
