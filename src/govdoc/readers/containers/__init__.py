"""What lies in archives and mails: members by name, each loaded only when asked for, within one budget."""

from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import INSIDE, Member, containers, visible
from govdoc.readers.containers.opening import MAIL, is_container, open_container

__all__ = ["INSIDE", "MAIL", "Budget", "Member", "containers", "is_container", "open_container", "visible"]
