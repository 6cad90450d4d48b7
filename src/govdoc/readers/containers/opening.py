"""Which archives can be opened, by media type."""

from collections.abc import Callable, Iterator

from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.mail import mail_members
from govdoc.readers.containers.member import Member
from govdoc.readers.containers.rar_archive import rar_members
from govdoc.readers.containers.sevenzip_archive import sevenzip_members
from govdoc.readers.containers.zip_archive import zip_members

MAIL = "message/rfc822"
_OPENERS: dict[str, Callable[[bytes, Budget], Iterator[Member]]] = {
    "application/zip": zip_members,
    "application/vnd.rar": rar_members,
    "application/x-7z-compressed": sevenzip_members,
    MAIL: mail_members,
}


def is_container(media_type: str) -> bool:
    """Whether files of this type hold files."""
    return media_type in _OPENERS


def open_container(media_type: str, data: bytes, budget: Budget) -> Iterator[Member]:
    """The files in an archive or mail in order of their names.

    Raises `ReadError` here or on the way where it is broken, locked, needs what is not installed or holds too much.
    """
    return _OPENERS[media_type](data, budget)
