"""What can go wrong, told in words a user can act on.

A bad input raises; a bug is any other exception and keeps its traceback.
"""


class GovdocError(Exception):
    """A bad input. The message (Chinese) names the file and the place; `remedy` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}（{self.remedy}）" if self.remedy else self.message


class OvertakenError(GovdocError):
    """What another person was first with; it is not kept."""


class ReadError(GovdocError):
    """A file that could not be read. `status` is the ledger's word for why (see `model.evidence.Status`)."""

    def __init__(self, status: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.status = status

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str, str]]:
        """Travel between processes whole."""
        return type(self), (self.status, self.message, self.remedy)
