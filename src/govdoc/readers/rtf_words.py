"""What the control words of RTF mean to a reader of text."""

import re

_SKIPPED = """
annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart author background bkmkend
bkmkstart blipuid buptim category colorschememapping colortbl comment company creatim datafield datastore defchp
defpap doccomm docvar fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl ffname ffstattext file
filetbl fldtype fname fontemb fontfile formfield ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc generator info
keycode keywords latentstyles lchars levelnumbers leveltext lfolevel list listlevel listname listoverride
listoverridetable listpicture liststylename listtable manager mmathPr nextfile nonesttables nonshppict objalias
objclass objdata objname objsect objtime oldcprops oldpprops oldsprops oldtprops oleclsid operator panose
password passwordhash pgdsctbl pgp pgptbl picprop pn pnseclvl pntxta pntxtb printim private protusertbl revtbl
revtim rsidtbl rxe shprslt sn sp subject sv svb tc template themedata title txe ud userprops wgrffmtfilter
windowcaption writereservation writereservhash xe xform xmlattrname xmlattrvalue xmlnstbl xmlopen falt pict
shppict
"""
# Groups whose content is no text of the document.
SKIPPED = frozenset(_SKIPPED.split())
# Groups with text that stands apart from the body: which kind it is.
ASIDE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "furniture"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "furniture"),
    "footnote": "note",
    "shptxt": "box",
    "dptxbxtext": "box",
    "listtext": "label",
    "pntext": "label",
    "fldinst": "code",
}
# Groups marked as ignorable that hold such groups all the same.
KEPT = frozenset({"shpinst", "do", "nesttableprops"})
TEXT = {
    "tab": "  ",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "nestcell": "  ",
    "nestrow": "\n",
    "~": " ",
    "_": "-",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
_CODECS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 54936: "gb18030", 65001: "utf-8"}
_STRETCH = re.compile(rb"[\x80-\xff]+|[^\x80-\xff]+")
SYMBOLS = 2  # the character set of symbol fonts, whose codes are no characters


def decoded(raw: bytes, charset: int, page: int) -> str:
    r"""Bytes by the character set of their font, else by the document's code page.

    Chinese bytes under a Western font are common; they are told by being valid in pairs.

    >>> decoded(bytes.fromhex("b9d8d3da"), 0, 1252), decoded(b"caf\xe9", 0, 1252)
    ('关于', 'café')
    """
    if charset == SYMBOLS:
        return raw.decode("ascii", "ignore")
    codec = _CODECS.get(charset) or _PAGES.get(page)
    if codec:
        return raw.decode(codec, "replace")
    return "".join(map(_western, _STRETCH.findall(raw)))


def _western(stretch: bytes) -> str:
    try:
        return stretch.decode("gb2312")
    except UnicodeDecodeError:
        return stretch.decode("cp1252", "replace")
