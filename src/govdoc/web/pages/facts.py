"""What is known of a file, in a line."""

from govdoc.model import Evidence
from govdoc.web.pages.words import STATUS_FILE, address

PICTURED = ("application/pdf", "image/png", "image/jpeg", "image/bmp", "image/tiff", "image/gif", "image/webp")


def about(file: Evidence) -> tuple[tuple[str, str], ...]:
    """What was read of a file, by name; what is unknown is left out."""
    found = (
        ("发文字号", file.doc_number),
        ("落款", file.issuer),
        ("日期", f"{file.date:%Y-%m-%d}" if file.date else ""),
        ("文种", file.genre),
        ("页数", str(file.pages) if file.pages else ""),
        ("印章", "、".join(seal or "（印文不清）" for seal in file.seals)),
        ("读取", "" if file.status == "read" else STATUS_FILE[file.status]),
    )
    return tuple((name, value) for name, value in found if value)


def picture_of(file: Evidence) -> str:
    """Where the pages of a file are drawn, "" where they are not: pictures and PDF that lie in no archive."""
    drawn = file.media_type in PICTURED and "!/" not in file.path
    return address("/file/picture", path=file.path) if drawn else ""
