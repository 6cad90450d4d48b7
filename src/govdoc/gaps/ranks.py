"""How high a distinction is: what a bonus item asks for against what a paper shows."""

import re

from govdoc.model import Evidence, Requirement

_SCANNED = 5_000
# From the highest down. Bodies and laws that every paper names are no distinction.
_RANKS = (
    (3, re.compile(r"全国(?!人大|人民代表|政协|统一|性)|国家级|国务院(?!令|办公厅关于)|中央(?:媒体|电视台|表彰|部委)")),
    (2, re.compile(r"全省|省级|省委|省(?:人民)?政府|[\u4e00-\u9fff]省[\u4e00-\u9fff]{0,4}(?:厅|局|委)")),
    (1, re.compile(r"全市|市级|市委|市(?:人民)?政府|市[\u4e00-\u9fff]{1,6}(?:局|委)")),
)


def ranks_below(evidence: Evidence, requirement: Requirement) -> bool:
    """Whether the item asks for a distinction of some rank and the paper shows none so high.

    >>> item = Requirement("加分1", "经验做法在全省范围推广的材料")
    >>> paper = Evidence("a", "", 1, "", "read", title="我县做法入选全市典型案例")
    >>> ranks_below(paper, item), ranks_below(paper, Requirement("加分2", "市级以上表彰文件"))
    (True, False)
    """
    asked = min((rank for rank, sign in _RANKS if sign.search(requirement.text)), default=0)
    text = re.sub(
        r"[^。；\n]*(?:下一步|将申报|拟申报|争取)[^。；\n]*", "", evidence.title + "\n" + evidence.text[:_SCANNED]
    )
    shown = max((rank for rank, sign in _RANKS if sign.search(text)), default=0)
    return shown < asked
