"""JSON Schemas of what the commands print, generated from the model: `python -m govdoc.schema` writes them."""

import json
from pathlib import Path
from typing import Any

from govdoc.model import (
    AddressEntry,
    Cell,
    Change,
    Corrected,
    Due,
    Gap,
    LedgerEntry,
    MatchEntry,
    Parsed,
    Periodic,
    ReviewRow,
    Round,
    Ruled,
    Tally,
    Unit,
)

# By file name: what is printed, and by which command.
CONTRACTS: dict[str, tuple[Any, str]] = {
    "parsed": (Parsed, "govdoc parse FILE --format json; several files give an array of these"),
    "matches": (tuple[MatchEntry, ...], "govdoc matches --format json"),
    "gaps": (tuple[Gap, ...], "govdoc gaps --format json"),
    "review": (tuple[ReviewRow, ...], "govdoc review list --format json"),
    "decisions": (tuple[Ruled, ...], "govdoc review log --format json"),
    "corrections": (tuple[Corrected, ...], "govdoc correct list --format json"),
    "rounds": (tuple[Round, ...], "govdoc round list --format json"),
    "changes": (tuple[Change, ...], "govdoc round changes --format json"),
    "deadlines": (tuple[Due, ...], "govdoc deadlines --format json"),
    "owed": (tuple[Cell, ...], "govdoc units owed --format json"),
    "addresses": (tuple[AddressEntry, ...], "govdoc urls list --format json"),
    "ledgers": (tuple[LedgerEntry, ...], "govdoc ledgers --format json"),
    "periodic": (tuple[Periodic, ...], "govdoc periodic --format json"),
    "tallies": (tuple[Tally, ...], "govdoc survey tally --format json: all responses, then each unit's"),
    "units": (tuple[Unit, ...], "govdoc units list --format json"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each contract as it is printed (serialised), by name."""
    from pydantic import TypeAdapter

    found = {}
    for name, (kind, printed_by) in CONTRACTS.items():
        body = TypeAdapter(kind).json_schema(mode="serialization")
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{name}.json",
            "$comment": printed_by,
        }
        found[name] = head | body
    return found


def write(folder: Path) -> tuple[Path, ...]:
    """Write the schemas into the folder and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        files.append(file)
    return tuple(files)


if __name__ == "__main__":
    write(Path("schemas"))
