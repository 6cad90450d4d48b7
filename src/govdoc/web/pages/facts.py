"""What is known of a file, in a line."""

from dataclasses import dataclass

from govdoc.model import Evidence
from govdoc.pipeline.pictures import is_drawn, lacks_office
from govdoc.web.pages.words import STATUS_FILE, address


@dataclass(frozen=True, slots=True)
class Picture:
    """Where the pages of a file are drawn, "" where they are not, and then why not where that can be helped.

    `first` says that there is nothing else to be seen of the file.
    """

    address: str
    first: bool = False
    lacking: str = ""


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


def picture_of(file: Evidence) -> Picture:
    """How the pages of a file are to be seen."""
    drawn = bool(file.sha256) and is_drawn(file.media_type)
    lacking = "本机没有安装 LibreOffice，看不到版面，只显示文字。" if lacks_office(file.media_type) else ""
    return Picture(address("/file/picture", path=file.path) if drawn else "", not file.text.strip(), lacking)
