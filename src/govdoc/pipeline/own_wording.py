"""An office's own sentences: one file beside the workspace's database, read whenever gap rows are made."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.gaps.templates import FIELDS, Templates, shipped, with_own

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE = "措辞.toml"
_HEAD = """\
# 本单位的措辞：改引号里的话，保存后立即生效；删去一条（或整个文件），就恢复为自带的措辞。
# text 是原因，suggestion 是建议，句末不加句号。花括号是空位，由程序填入，不能改名：
# {subjects} 材料项，{files} 所报材料，{since} 起始时间，{years} 缺的年份，{months} 缺的月份，
# {figure} 材料中的数值，{bound} 要求的数值。
"""


def own_templates(db: "Database") -> Templates:
    """The sentences in use. Raises GovdocError naming file and key where the office's own cannot be used."""
    file = wording_file(db)
    if file is None or not file.is_file():
        return shipped()
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise GovdocError(f"措辞文件读不了：{file}", "请以 UTF-8 编码另存一次") from error
    except tomllib.TOMLDecodeError as error:
        raise GovdocError(f"措辞文件格式有误：{file}（{error}）", "请核对引号和方括号是否成对，或删去该文件") from error
    return with_own(own, file.name)


def wording_file(db: "Database") -> Path | None:
    """Where the workspace's own sentences stand, whether or not there are any; None for a database in memory."""
    (_, _, name) = db.execute("pragma database_list").fetchone()
    return Path(name).parent / FILE if name else None


def write_wording(db: "Database") -> Path:
    """Write the shipped sentences beside the workspace for the office to edit.

    Raises GovdocError where the file is there already, or cannot be written.
    """
    file = wording_file(db)
    if file is None or file.exists():
        raise GovdocError(f"措辞文件已经有了：{file}", "请直接修改；要恢复自带的措辞，删去该文件即可")
    text = (files("govdoc.rules") / "wording.toml").read_text("utf-8")
    body = [part for part in text.split("\n\n") if part.lstrip().startswith(tuple(f"[{table}" for table in FIELDS))]
    try:
        file.write_text(_HEAD + "\n" + "\n\n".join(part.strip() for part in body) + "\n", encoding="utf-8")
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请核对文件夹的写入权限") from error
    return file
