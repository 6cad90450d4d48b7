"""Attachments of mails."""

from collections.abc import Iterator

from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import Member, named


def mail_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The attachments of a mail in order of their names."""
    from govdoc.readers.mail import attachments

    return _members(sorted(attachments(data), key=lambda one: one[0]), budget)


def _members(files: list[tuple[str, bytes]], budget: Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for name, content in files:
        budget.enter()

        def load(content: bytes = content) -> bytes:
            budget.check(len(content), -1)
            budget.total -= len(content)
            return content

        yield named(name, len(content), load, taken)
