"""Which 查验方式 of an indicator a file serves: told by its genre, its traces, its format and its folder."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from govdoc.matching.targets import Target
from govdoc.matching.view import View
from govdoc.model import Evidence
from govdoc.rules.load import load

# Ordinary papers serve 材料查证 unless something says otherwise; a site visit looks at rules and ledgers too.
_PRIOR = {"material": 0.9, "site": 0.45, "archive": 0.35, "online": 0.25, "survey": 0.2, "exam": 0.15}
# How much a trace in the title weighs.
_TITLED = {"material": 0.0, "site": 0.45, "archive": 0.5, "online": 0.4, "survey": 0.6, "exam": 0.7}
_FOLDER, _ASKED = 1.5, 1.5  # what a folder's word weighs, and an item spoken of in full
_PAGE = 0.3  # how much of an item a web page must speak of to be a written material for it
_PLAINLY = 0.2  # by how much a file must look like something else than an ordinary paper


def likely_methods(evidence: Evidence, seen: View, methods: tuple[str | None, ...]) -> frozenset[str]:
    """The methods only a file of this sort can serve: interviews for a tally of answers, an exam for its marks."""
    values = looks(evidence, seen)
    kinds = _kinds()
    told = {kind for kind in _PRIOR if kind != "material" and values[kind][0] >= values["material"][0] + _PLAINLY}
    return frozenset(method for method in methods if method and kinds.get(method) in told)


def choose_method(
    values: Mapping[str, tuple[float, str]],
    folder: str | None,
    methods: tuple[str | None, ...],
    owed: Callable[[str | None], bool],
    answered: Callable[[str | None], float],
) -> tuple[str | None, str]:
    """The method the file serves best among an indicator's `methods`, and why, in Chinese.

    `values` come from `looks`, `folder` is the method the path names, `answered` is how much of a method's items the
    file speaks of. Methods the unit does not owe come last.
    """
    kinds = _kinds()

    def value(method: str | None) -> tuple[bool, float]:
        look = values[kinds.get(method or "", "material")][0]
        return owed(method), look + _ASKED * answered(method) + _FOLDER * (method is not None and method == folder)

    best = max(methods, key=value)
    if best is not None and best == folder:
        return best, f"文件夹写明“{best}”"
    return best, values[kinds.get(best or "", "material")][1]


def also_served(
    target: Target, chosen: str | None, owed: Callable[[str | None], bool], answered: Callable[[str | None], float]
) -> Iterator[tuple[str | None, str]]:
    """The other methods of an indicator that a file serves along with the chosen one, and why, in Chinese.

    A method that asks for no more than what bears on the indicator is served by any file that fits; a published
    page is a written material too for an item that it speaks of.
    """
    kinds = _kinds()
    for method in target.methods:
        if method == chosen or not owed(method):
            continue
        items = [item for item in target.items if item.method == method]
        if items and all(general(item.requirement.text) for item in items):
            yield method, "该方式只要求汇总与指标相关的材料"
        elif (kinds.get(chosen or ""), kinds.get(method or "")) == ("online", "material") and answered(method) >= _PAGE:
            yield method, "网上公开的内容也是书面材料"


_ASKED_OF_ALL = re.compile(
    r"(?:对照|按照?|根据)(?:上述|以上|本项)?(?:指标|任务)?(?:要求|内容|标准)|按[项类]|逐项|(?:19|20)\d{2}年(?:以?来|度|至今)?"
    r"|(?:做好|迎接|配合|接受).{0,6}?(?:准备|迎检|查看|检查|核验|核查|查验|验收)|以上(?:材料|内容)?|汇总备查|备查"
    r"|汇总|整理|归档|准备|提供|收集|各(?:责任)?单位|(?:全部|所有)?(?:相关|有关|对应|相应)的?|(?:佐证|证明|支撑)?(?:材料|资料)"
    r"|文件|制度|案卷|实地核验|材料查证|齐全|完备|规范|等|的|和|、|及|[，,。；;：:\s]"
)


def general(text: str) -> bool:
    """Whether a required item asks for nothing but what bears on the indicator.

    >>> general("按项汇总2019年以来的材料，迎接现场查看。"), general("法制审核意见书等相关材料备查")
    (True, False)
    """
    return len(_ASKED_OF_ALL.sub("", text)) <= 1


def looks(evidence: Evidence, seen: View) -> dict[str, tuple[float, str]]:
    """Each kind of required item → how much the file looks like it, and why."""
    shown = next((row.get("evidence", "") for row in load("genres")["genre"] if row["name"] == evidence.genre), "")
    values: dict[str, tuple[float, str]] = {}
    for kind, prior in _PRIOR.items():
        traces = load("genres")["trace"].get(kind, ())
        in_title = [word for word in traces if word in seen.title.plain]
        in_body = [word for word in traces if word in seen.body.plain]
        value, why = prior, "按一般书面材料看待"
        if in_body or in_title:
            value += 0.12 * min(3, len(in_body)) + _TITLED[kind] * min(2, len(in_title))
            why = f"文中有“{'、'.join([*in_title, *in_body][:2])}”"
        if shown == kind:
            value += 1.0
            why = f"文种为{evidence.genre}"
        if kind == "online" and "html" in evidence.media_type:
            value += 1.0
            why = "材料是网页"
        values[kind] = (value, why)
    return values


@cache
def _kinds() -> dict[str, str]:
    return {str(row["name"]): str(row["kind"]) for row in load("methods")["method"]}
