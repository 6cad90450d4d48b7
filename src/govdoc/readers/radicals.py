"""Radicals (U+2E80 to U+2FDF) that text copied out of some fonts holds in place of whole characters."""

import unicodedata

# NFKC folds the Kangxi radicals; these are those of the supplement that stand for a character, each before it.
_PAIRS = (
    "⺠民⺟母⺀冫⺃乚⺅亻⺉刂⺑尣⺕彐⺘扌⺞歺⺡氵⺦丬⺭礻⺷羊⻊足⻟飠"
    "⺁厂⺄乙⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尢⺐尢⺒巳⺓幺⺔彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺡氵"
    "⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罒⺲罒⺳罓⺴罓⺵网⺶羊⺷羊⺸羊⺹耂⺺聿"
    "⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长"
    "⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐"
    "⻭齿⻮齿⻯竜⻰龙⻱龟⻲龟⻳龟"
)

RADICALS: dict[int, str] = {ord(_PAIRS[at]): _PAIRS[at + 1] for at in range(0, len(_PAIRS), 2)}
RADICALS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
RADICALS[0x2F3E] = "户"  # NFKC gives 戶; simplified fonts mean 户
