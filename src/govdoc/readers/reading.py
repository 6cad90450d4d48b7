"""Which reader reads what, and what is said of a file that none reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers import kinds
from govdoc.readers.delimited import read_delimited
from govdoc.readers.doc import read_by_libreoffice, read_doc
from govdoc.readers.docx import read_docx
from govdoc.readers.html import read_html
from govdoc.readers.image import MEDIA_TYPES as IMAGES
from govdoc.readers.image import read_image
from govdoc.readers.junk import is_junk
from govdoc.readers.mail import read_eml, read_mht
from govdoc.readers.markdown import read_markdown
from govdoc.readers.metadata import described
from govdoc.readers.ofd import read_ofd
from govdoc.readers.pdf import read_pdf
from govdoc.readers.peek import Peek, peek
from govdoc.readers.plain import read_plain
from govdoc.readers.ppt import read_ppt
from govdoc.readers.pptx import read_pptx
from govdoc.readers.rtf import read_rtf
from govdoc.readers.xls import read_sheet_xml, read_xls
from govdoc.readers.xlsx import read_xlsx


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: `read` takes what `accepts` has said yes to and returns a `Document` or raises `ReadError`."""

    name: str
    accepts: Callable[[Peek], bool]
    read: Callable[[Peek], Document]


READERS = (
    Reader("docx", lambda seen: seen.media_type == kinds.DOCX, read_docx),
    Reader("doc", lambda seen: seen.media_type in (kinds.DOC, kinds.WPS), read_doc),
    Reader(
        "libreoffice", lambda seen: seen.media_type in (kinds.ODT, kinds.WORD_XML, kinds.WORKS), read_by_libreoffice
    ),
    Reader("pdf", lambda seen: seen.media_type == kinds.PDF, read_pdf),
    Reader("xlsx", lambda seen: seen.media_type == kinds.XLSX, read_xlsx),
    Reader("xls", lambda seen: seen.media_type in (kinds.XLS, kinds.ET, kinds.XLSB, kinds.ODS), read_xls),
    Reader("sheet_xml", lambda seen: seen.media_type == kinds.SHEET_XML, read_sheet_xml),
    Reader("pptx", lambda seen: seen.media_type == kinds.PPTX, read_pptx),
    Reader("ppt", lambda seen: seen.media_type == kinds.PPT, read_ppt),
    Reader("rtf", lambda seen: seen.media_type == kinds.RTF, read_rtf),
    Reader("mht", lambda seen: seen.media_type == kinds.MHT, read_mht),
    Reader("eml", lambda seen: seen.media_type == kinds.EML, read_eml),
    Reader("ofd", lambda seen: seen.media_type == kinds.OFD, read_ofd),
    Reader("image", lambda seen: seen.media_type in IMAGES, read_image),
    Reader("html", lambda seen: seen.media_type == kinds.HTML, read_html),
    Reader("delimited", lambda seen: seen.media_type == kinds.CSV, read_delimited),
    Reader("markdown", lambda seen: seen.media_type == kinds.MARKDOWN, read_markdown),
    Reader("plain", lambda seen: seen.media_type == kinds.TEXT, read_plain),
)


def read(name: str, data: bytes, *, text_only: bool = False) -> Document:
    """The file as a `Document`; its `name` decides only what its content leaves open.

    With `text_only` the document may be without blocks; its text is then the same in every format but PDF, where the
    lines of tables may be parted otherwise.

    Raises `ReadError` with a status of `model.evidence.Status` for whatever cannot be read.

    >>> read("网址.txt", "https://example.gov.cn/1.html".encode()).blocks[0].span
    Span(start=0, end=29)
    """
    if is_junk(name):
        raise ReadError("skipped", "系统或编辑软件留下的临时文件，不是报送材料", "无需处理")
    if not data:
        raise ReadError("empty", "空文件（0 字节）", "请核对后重新报送")
    seen = replace(peek(name, data), text_only=text_only)
    reader = next((reader for reader in READERS if reader.accepts(seen)), None)
    if reader is None:
        raise _unreadable(seen)
    document = described(reader.read(seen), seen)
    remark = _suffix_remark(seen)
    return replace(document, warnings=(*document.warnings, remark)) if remark else document


def media_type(name: str, data: bytes) -> str:
    """What a file is by its content, readable or not; `application/octet-stream` where it cannot be told.

    >>> media_type("照片.docx", bytes.fromhex("ffd8ffe000104a46"))
    'image/jpeg'
    """
    return peek(name, data).media_type


def _suffix_remark(seen: Peek) -> Remark | None:
    kind = kinds.BY_MEDIA_TYPE[seen.media_type]
    misleads = any(seen.suffix in other.suffixes for other in kinds.KINDS)
    if seen.suffix in kind.suffixes or not misleads:
        return None
    return Remark("suffix", f"扩展名是 .{seen.suffix}，内容却是{kind.name}，已按内容读取")


def _unreadable(seen: Peek) -> ReadError:
    if seen.media_type == kinds.OFFICE_LOCKED:
        return ReadError("encrypted", "文件设有打开密码", "请取消密码后重新报送")
    kind = kinds.BY_MEDIA_TYPE.get(seen.media_type)
    if kind is not None:
        return ReadError("unsupported", f"{kind.name}，本版本暂不能读取", kind.remedy)
    if any(seen.suffix in known.suffixes and not known.remedy for known in kinds.KINDS):
        return ReadError("damaged", f"扩展名是 .{seen.suffix}，内容却无法识别，文件可能已损坏", "请打开检查后重新报送")
    return ReadError(
        "unsupported", "无法识别的文件格式，本版本暂不能读取", "请另存为 Word、PDF 或 Excel 文件后重新报送"
    )
