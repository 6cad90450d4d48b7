"""Files that programs leave behind: nobody handed them in."""

import re

_NAMES = frozenset({"thumbs.db", "ehthumbs.db", ".ds_store", "desktop.ini", "__macosx", "$recycle.bin", ".gitkeep"})
_LEFTOVER = re.compile(r"~\$.*|\._.*|\.~(?:lock\.)?.*|~wr[a-z]\d+\.tmp|~.*\.tmp", re.IGNORECASE)


def is_junk(name: str) -> bool:
    """Whether a file is a lock file or a system's own note, by its name or a folder of its path.

    >>> is_junk("公安局/~$总结.docx"), is_junk("__MACOSX/a.docx"), is_junk("公安局/总结.docx")
    (True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return any(part.lower() in _NAMES for part in parts) or _LEFTOVER.fullmatch(parts[-1]) is not None
