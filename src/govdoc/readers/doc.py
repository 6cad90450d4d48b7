"""Word 97–2003 documents (doc, dot, and wps of older WPS): made into docx, then read as such."""

import tempfile
from dataclasses import replace
from pathlib import Path

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build
from govdoc.readers.doc_text import WORD_2, WORD_6, WORD_97, word_lines, word_version
from govdoc.readers.docx import read_docx
from govdoc.readers.libreoffice import converted
from govdoc.readers.package import damaged
from govdoc.readers.pdf_quality import is_garbled
from govdoc.readers.peek import Peek

_SUFFIXES = frozenset({"doc", "dot", "wps", "wpt", "odt", "xml"})
_REMEDY = "请用 WPS 或 Word 另存为 .docx 后重新报送"


def read_doc(peek: Peek) -> Document:
    """An old Word document. What msdoc2docx cannot read, or reads as rubbish, goes to LibreOffice where there is one.

    Where that does not help either, the bare text is taken. Raises `ReadError`: "encrypted", "empty", "damaged", or
    "unsupported" for what none reads.
    """
    try:
        document = _read(peek, _docx(peek.data), "doc")
    except ReadError as error:
        if error.status not in ("damaged", "empty") or not _is_word(peek):
            raise
        return _otherwise(peek, error)
    if is_garbled(document.text):
        return _otherwise(peek, ReadError("unsupported", "旧版 Word 文档读出的文字是乱码", _REMEDY))
    return document


def read_by_libreoffice(peek: Peek) -> Document:
    """A document that only LibreOffice reads (odt, Word 2003 XML, MS Works)."""
    return _by_libreoffice(peek, ReadError("unsupported", "此格式需安装 LibreOffice 后才能读取", _REMEDY))


def _otherwise(peek: Peek, error: ReadError) -> Document:
    try:
        return _by_libreoffice(peek, error)
    except ReadError:
        lines = list(word_lines(peek.data))
    if is_garbled("\n".join(lines)):
        raise error
    remark = Remark("plain_text", "文档结构已损坏或过旧，只读出了文字，自动编号和表格未还原")
    return build(map(Draft, lines), peek.media_type, "doc_text", warnings=(remark,))


def _is_word(peek: Peek) -> bool:
    """Whether the content begins as a Word document does, so that another reader may do better."""
    return word_version(peek.data) in (WORD_97, WORD_6, WORD_2)


def _by_libreoffice(peek: Peek, error: ReadError) -> Document:
    """The document by way of LibreOffice; raises `error` where that does not help."""
    suffix = peek.suffix if peek.suffix in _SUFFIXES else "doc"
    docx = converted(peek.data, suffix, "docx")
    if docx is None:
        raise error
    document = _read(peek, docx, "libreoffice")
    if is_garbled(document.text):
        raise error
    return document


def _read(peek: Peek, docx: bytes, reader: str) -> Document:
    return replace(read_docx(replace(peek, data=docx)), reader=reader)


def _docx(data: bytes) -> bytes:
    """The document as docx, by msdoc2docx."""
    from doc2docx import convert
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

    with tempfile.TemporaryDirectory(prefix="govdoc-", ignore_cleanup_errors=True) as made:
        source, target = Path(made) / "in.doc", Path(made) / "out.docx"
        source.write_bytes(_plain_header(data))
        try:
            convert(source, target)
        except EncryptedDocumentError as error:
            raise ReadError("encrypted", "文件设有打开密码", "请取消密码后重新报送") from error
        except Doc2DocxError as error:
            raise damaged() from error
        except MemoryError:
            raise
        # A broken file may end in any error of its parsing.
        except Exception as error:
            raise damaged() from error
        return target.read_bytes()


def _plain_header(data: bytes) -> bytes:
    """The file with the header's class id zero, as the format wants it: WPS writes one, and the converter minds."""
    return data[:8] + bytes(16) + data[24:]
