import re

import pytest

from govdoc.cli.chinese import COMPLAINTS, HELP, in_chinese


@pytest.mark.parametrize(("english", "chinese"), [row[2:] for row in (*HELP, *COMPLAINTS)])
def test_a_phrase_becomes_chinese(english: str, chinese: str) -> None:
    assert in_chinese(in_chinese(english, HELP), COMPLAINTS) == chinese
    assert not re.search(r"[A-Z][a-z]+ [a-z]+", chinese)
