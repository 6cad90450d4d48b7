"""How a text was worded anew: what went and what came, in the words around it."""

from itertools import groupby

from rapidfuzz.distance import Indel

from govdoc.web.pages.marked import Piece

_COMPARED = 4000  # characters of a text
_SHOWN = 600  # characters of what is shown
_AROUND = 16  # characters left on either side of what changed


def rewording(before: str, after: str) -> tuple[Piece, ...]:
    """The later text with what was taken out (kind “del”) and put in (“ins”); what stays is cut short.

    >>> [(piece.kind, piece.text) for piece in rewording("每年组织听证会一次。", "每年组织座谈会一次。")]
    [('', '每年组织'), ('del', '听证'), ('ins', '座谈'), ('', '会一次。')]
    """
    old, new = before[:_COMPARED], after[:_COMPARED]
    steps = list(Indel.opcodes(old, new))
    found: list[Piece] = []
    # A lone character that stays between two changes only tears them apart.
    stays = [
        step.tag == "equal" and (step.src_end - step.src_start > 1 or at in (0, len(steps) - 1))
        for at, step in enumerate(steps)
    ]
    for kept, run in groupby(zip(stays, steps, strict=True), key=lambda pair: pair[0]):
        of_run = [step for _, step in run]
        went = old[of_run[0].src_start : of_run[-1].src_end]
        came = new[of_run[0].dest_start : of_run[-1].dest_end]
        found += [Piece(_short(went))] if kept else [Piece(went, kind="del"), Piece(came, kind="ins")]
    if len(before) > _COMPARED or len(after) > _COMPARED:
        found.append(Piece("（后文较长，未作比较）"))
    return _clipped([piece for piece in found if piece.text])


def _short(text: str) -> str:
    return text if len(text) <= 2 * _AROUND + 2 else f"{text[:_AROUND]}……{text[-_AROUND:]}"


def _clipped(pieces: list[Piece]) -> tuple[Piece, ...]:
    shown, left = list[Piece](), _SHOWN
    for piece in pieces:
        if left <= 0:
            return (*shown, Piece("……"))
        shown.append(Piece(piece.text[:left], kind=piece.kind))
        left -= len(piece.text)
    return tuple(shown)
