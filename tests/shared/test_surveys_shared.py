"""Every questionnaire of real notices goes out as the three forms."""

import re
from pathlib import Path

from tests.reports.test_survey_forms import comes_back, missing, questionnaires

ABOUT = re.compile("[问問]卷|[測测][評评]")


def test_every_questionnaire_goes_out_whole_and_comes_back(shared: Path) -> None:
    files = [*(shared / "seeds").glob("*.txt"), *(shared / "notices" / "text").glob("*.txt")]
    found = [
        questionnaire
        for file in files
        if ABOUT.search(file.read_bytes().decode("utf-8", "replace"))
        for questionnaire in questionnaires(file.name, file.read_bytes())
    ]
    assert len(found) >= 6
    for questionnaire in found:
        assert missing(questionnaire) == set()
        assert comes_back(questionnaire)
