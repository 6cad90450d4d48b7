"""The office's own sentences beside those that come with the program."""

from dataclasses import dataclass

from govdoc.gaps.templates import FIELDS, Template, Templates, shipped
from govdoc.pipeline.own_wording import SAMPLE, example
from govdoc.web.pages.words import address

_GROUPS = {
    "missing": "缺少材料",
    "fault": "材料有问题",
    "inspected": "网址和台账的检查",
    "decided": "审核意见",
    "met": "已达标",
}
_SLOTS = {
    "subjects": "材料项",
    "files": "所报材料",
    "since": "起始时间",
    "years": "缺的年份",
    "months": "缺的月份",
    "figure": "材料中的数值",
    "bound": "要求的数值",
    "visited": "查过的网址数",
    "alive": "能打开的",
    "dead": "打不开的",
    "person": "须人工核对的",
    "file": "台账文件",
    "faults": "发现的问题",
}


def spoken(text: str) -> str:
    """A sentence with its empty places under the names that people read.

    >>> spoken("未见{subjects}"), meant("未见{材料项}")
    ('未见{材料项}', '未见{subjects}')
    """
    for name, word in _SLOTS.items():
        text = text.replace(f"{{{name}}}", f"{{{word}}}")
    return text


def meant(text: str) -> str:
    """A sentence as people write it, with the names that the program fills in."""
    for name, word in _SLOTS.items():
        text = text.replace(f"{{{word}}}", f"{{{name}}}")
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it is in use."""

    address: str
    text: str
    suggestion: str
    own: bool


@dataclass(frozen=True, slots=True)
class WordingPage:
    """All sentences by group; `failure` says why the office's own cannot be used."""

    groups: tuple[tuple[str, tuple[Sentence, ...]], ...]
    changed: int
    failure: str


@dataclass(frozen=True, slots=True)
class SentencePage:
    """One sentence to be changed: how it reads, an example of it, and what may stand in braces."""

    key: str
    group: str
    text: str
    suggestion: str
    shipped: tuple[str, str]
    example: tuple[str, str] | None
    failure: str
    slots: tuple[tuple[str, str], ...]
    own: bool


def wording_page(used: Templates, failure: str) -> WordingPage:
    """All sentences in use."""
    ours = shipped()
    groups = []
    for table, title in _GROUPS.items():
        rows = ((key, row) for key, row in used.rows.items() if key.partition(".")[0] == table)
        groups.append(
            (
                title,
                tuple(
                    Sentence(
                        address("/wording/one", key=key), spoken(row.text), spoken(row.suggestion), row != ours[key]
                    )
                    for key, row in rows
                ),
            )
        )
    changed = sum(row != ours[key] for key, row in used.rows.items())
    return WordingPage(tuple(groups), changed, failure)


def sentence_page(key: str, words: Template, *, own: bool, failure: str = "") -> SentencePage:
    """One sentence, kept or as a person has just written it; with a `failure` there is no example."""
    table = key.partition(".")[0]
    slots = tuple((f"{{{_SLOTS[name]}}}", SAMPLE[name]) for name in FIELDS[table])
    shown, ours = None if failure else example(words), shipped()[key]
    return SentencePage(
        key,
        _GROUPS[table],
        spoken(words.text),
        spoken(words.suggestion),
        (spoken(ours.text), spoken(ours.suggestion)),
        shown,
        spoken(failure.replace(f"{key}.text", "原因").replace(f"{key}.suggestion", "建议")),
        slots,
        own,
    )
