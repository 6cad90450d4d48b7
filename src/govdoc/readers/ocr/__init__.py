"""Pages as pictures to text, offline: needs the extra `govdoc[ocr]`, whose models come inside its packages."""

from govdoc.readers.ocr.engine import available, need
from govdoc.readers.ocr.lines import OcrLine
from govdoc.readers.ocr.page import OcrPage, OcrTable, ocr_page

__all__ = ["OcrLine", "OcrPage", "OcrTable", "available", "need", "ocr_page"]
