"""A questionnaire as one HTML file that works from disk: filled in by browser, its answers saved as a file."""

from functools import cache
from importlib.resources import files as resources
from typing import Any

from govdoc.model import Questionnaire
from govdoc.surveys import items_of
from govdoc.surveys.questions import keys_of


def form_html(questionnaire: Questionnaire, key: str) -> str:
    """The form; `key` names the questionnaire in the files it saves."""
    sections: list[dict[str, Any]] = []
    for item in items_of(questionnaire):
        at = item.id.split(".")[0]
        if not sections or sections[-1]["at"] != at:
            sections.append({"at": at, "heading": item.heading, "condition": item.condition, "items": []})
        sections[-1]["items"].append(
            {"id": item.id, "question": item.question, "options": list(keys_of(item.question).items())}
        )
    page: str = _template().render(title=questionnaire.title, key=key, sections=sections)
    return page


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    text = (resources("govdoc.reports") / "templates" / "survey.html.j2").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        text
    )
