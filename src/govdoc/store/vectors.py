"""Sentence vectors kept by the digest of their text, so that a text is put into a vector once."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database


def vectors(db: Database, model: str, digests: Iterable[str]) -> dict[str, bytes]:
    """The vectors kept for texts, by digest."""
    if "vector" not in db.table_names():
        return {}
    found = {}
    for digest in digests:
        row = db.execute("select body from vector where digest = ? and model = ?", [digest, model]).fetchone()
        if row:
            found[digest] = bytes(row[0])
    return found


def put_vectors(db: Database, model: str, made: Mapping[str, bytes]) -> None:
    """Keep vectors; the table is made when first needed."""
    table = db.table("vector")
    if not table.exists():
        table.create({"digest": str, "model": str, "body": bytes}, pk=("digest", "model"), not_null={"body"})
    with db.atomic():
        table.insert_all(
            [{"digest": digest, "model": model, "body": body} for digest, body in made.items()], replace=True
        )
