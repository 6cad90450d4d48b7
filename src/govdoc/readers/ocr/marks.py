"""Marks that recognition takes for others that look nearly the same: as Chinese print has them."""

import re

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_AFTER_HAN = re.compile(r"(?<=[\u4e00-\u9fff）》”〕】])[,;:?!()]|[()](?=[\u4e00-\u9fff])")
_YEAR = re.compile(r"[\[〔［【(（]((?:19|20)\d\d)[\]〕］】)）コ](?=第?\d{1,5}号)")
_MILLE = re.compile(r"(?<=\d)%[0oO](?![\d.])")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[，。、；：！？）》”〕])|(?<=[，。、；：！？（《“〔]) ")


def as_printed(text: str) -> str:
    """A line with full-width marks beside Han characters, 〔2021〕 in document numbers, ‰ for “%0”.

    >>> as_printed("结论:同意(盖章):云法办[2021］1号"), as_printed("1%0以上")
    ('结论：同意（盖章）：云法办〔2021〕1号', '1‰以上')
    """
    for _ in range(2):  # a mark made wide makes the mark behind it wide
        text = _AFTER_HAN.sub(lambda match: match[0].translate(_WIDE), text)
    text = _SPACE.sub("", text)
    return _MILLE.sub("‰", _YEAR.sub(r"〔\1〕", text))
