"""What is said of archives that cannot be unpacked."""

from govdoc.errors import ReadError

UNPACK = "请解压后将需要的文件放入文件夹重新报送"


def locked() -> ReadError:
    """The error for an archive or member with a password."""
    return ReadError("encrypted", "压缩包设有密码", "请取消密码后重新打包报送")


def lacking(kind: str, package: str) -> ReadError:
    """The error where a package of the extra `archive` is not installed."""
    remedy = f"请安装附加组件（pip install govdoc[archive]，缺 {package}）后再次扫描，或解压后将其中的文件放入文件夹"
    return ReadError("unsupported", f"{kind} 压缩包，需要附加组件才能读取", remedy)


def too_large(message: str) -> ReadError:
    """The error where a limit is passed."""
    return ReadError("too_large", message, UNPACK)
