"""What files are called: media type, suffixes, the name an office uses, and what to do where there is no reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `remedy` (Chinese) is empty for kinds that a reader reads."""

    media_type: str
    suffixes: tuple[str, ...]
    name: str
    remedy: str = ""


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
HTML = "text/html"
TEXT = "text/plain"
DOC = "application/msword"
WPS = "application/vnd.ms-works"
WORKS = "application/x-msworks-wp"
XLS = "application/vnd.ms-excel"
ET = "application/vnd.wps-et"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPT = "application/vnd.ms-powerpoint"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
RTF = "application/rtf"
MHT = "multipart/related"
EML = "message/rfc822"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
WORD_XML = "application/vnd.ms-word+xml"
SHEET_XML = "application/vnd.ms-excel+xml"
OLE = "application/x-ole-storage"
MARKDOWN = "text/markdown"
CSV = "text/csv"
OFFICE_LOCKED = "application/vnd.ms-office.encrypted"
UNKNOWN = "application/octet-stream"

_AS_DOCX = "请用 WPS 或 Word 另存为 .docx 后重新报送"
_AS_TEXT = "请报送带文字的 PDF 或 Word 文件，或由人工查看"
_UNPACK = "请解压后将其中的文件放入文件夹重新报送"
_BY_HAND = "请由人工查看"

KINDS = (
    Kind(DOCX, ("docx", "docm", "dotx", "dotm", "wps", "wpt"), "Word 文档（.docx）"),
    Kind(XLSX, ("xlsx", "xlsm", "xltx", "xltm", "et", "ett"), "Excel 工作簿（.xlsx）"),
    Kind(PDF, ("pdf",), "PDF 文件（.pdf）"),
    Kind(HTML, ("html", "htm", "shtml", "xhtml", "jsp", "aspx", "php"), "网页文件（.html）"),
    Kind(TEXT, ("txt", "text", "log", "md", "markdown"), "文本文件（.txt）"),
    Kind(MARKDOWN, ("md", "markdown", "txt"), "Markdown 文本（.md）"),
    Kind(CSV, ("csv", "tsv", "txt"), "逗号分隔的表格（.csv）"),
    Kind(DOC, ("doc", "dot"), "旧版 Word 文档（.doc）"),
    Kind(WPS, ("wps", "wpt"), "旧版 WPS 文字（.wps）"),
    Kind(WORKS, ("wps",), "微软 Works 文档（.wps）"),
    Kind(XLS, ("xls", "xlt"), "旧版 Excel 工作簿（.xls）"),
    Kind(ET, ("et", "ett"), "旧版 WPS 表格（.et）"),
    Kind(XLSB, ("xlsb",), "Excel 二进制工作簿（.xlsb）"),
    Kind(PPT, ("ppt", "pps", "pot", "dps"), "旧版演示文稿（.ppt）"),
    Kind(PPTX, ("pptx", "pptm", "ppsx", "potx", "dps"), "演示文稿（.pptx）"),
    Kind("application/vnd.ms-outlook", ("msg",), "Outlook 邮件（.msg）", "请将邮件正文和附件另存后报送"),
    Kind(OLE, ("doc", "xls", "ppt", "wps", "et"), "旧版 Office 文件", _AS_DOCX),
    Kind(OFD, ("ofd",), "OFD 版式文件（.ofd）"),
    Kind(RTF, ("rtf", "doc"), "RTF 文档（.rtf）"),
    Kind(WORD_XML, ("xml", "doc"), "Word XML 文档（.xml）"),
    Kind(SHEET_XML, ("xml", "xls"), "Excel XML 表格（.xml）"),
    Kind("application/xml", ("xml",), "XML 文件（.xml）", _AS_DOCX),
    Kind(MHT, ("mht", "mhtml", "doc", "xls"), "单一网页文件（.mht）"),
    Kind(EML, ("eml",), "电子邮件（.eml）"),
    Kind(ODT, ("odt",), "ODF 文字文档（.odt）"),
    Kind(ODS, ("ods",), "ODF 电子表格（.ods）"),
    Kind("application/zip", ("zip",), "压缩包（.zip）", _UNPACK),
    Kind("application/vnd.rar", ("rar",), "压缩包（.rar）", _UNPACK),
    Kind("application/x-7z-compressed", ("7z",), "压缩包（.7z）", _UNPACK),
    Kind("application/gzip", ("gz", "tgz"), "压缩包（.gz）", _UNPACK),
    Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "图片（JPEG）"),
    Kind("image/png", ("png",), "图片（PNG）"),
    Kind("image/gif", ("gif",), "图片（GIF）"),
    Kind("image/bmp", ("bmp", "dib"), "图片（BMP）"),
    Kind("image/tiff", ("tif", "tiff"), "图片（TIFF）"),
    Kind("image/webp", ("webp",), "图片（WebP）"),
    Kind("image/heic", ("heic", "heif"), "手机图片（HEIC）", _AS_TEXT),
    Kind("video/mp4", ("mp4", "m4v", "mov", "3gp"), "视频", _BY_HAND),
    Kind("video/x-msvideo", ("avi",), "视频（.avi）", _BY_HAND),
    Kind("audio/mpeg", ("mp3",), "录音（.mp3）", _BY_HAND),
    Kind("audio/wav", ("wav",), "录音（.wav）", _BY_HAND),
    Kind("audio/amr", ("amr",), "录音（.amr）", _BY_HAND),
    Kind(
        "application/vnd.microsoft.portable-executable", ("exe", "dll", "com", "scr"), "可执行程序", "请勿报送程序文件"
    ),
    Kind("application/vnd.sqlite3", ("db", "sqlite"), "数据库文件", _BY_HAND),
    Kind("application/x-ms-shortcut", ("lnk",), "快捷方式（.lnk）", "快捷方式不含文件内容，请报送原文件"),
)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
