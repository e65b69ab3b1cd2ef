"""What another program reads of a form: pyxform converts it, and the XForm is taken apart by its names."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from pyxform.xls2xform import convert

_XFORMS = "{http://www.w3.org/2002/xforms}"
_JAVAROSA = "{http://openrosa.org/javarosa}"
_BODY = {"input": "text", "select1": "CHOICE", "select": "CHOICES"}


@dataclass
class Question:
    """One question: labels and hints by "ar" and "en", its type there, and expressions with names as ${name}."""

    labels: dict[str, str]
    hints: dict[str, str]
    bind: dict[str, str]
    choices: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def questions_of(content: bytes) -> dict[str, Question]:
    """The questions by name, as pyxform reads them. Raises PyXFormError where it does not, AssertionError where it
    warns."""
    result = convert(content)
    assert result.warnings == []
    root = ElementTree.fromstring(result.xform)  # noqa: S314  It was written here a moment ago.
    words, lists = _words(root), _lists(root)
    found = {}
    for bind in root.iter(f"{_XFORMS}bind"):
        path = bind.attrib["nodeset"]
        if path.startswith("/data/meta/"):
            continue
        said = {
            key.removeprefix(_JAVAROSA): _with_names(value) for key, value in bind.attrib.items() if key != "nodeset"
        }
        question = Question(words.get(f"{path}:label", {}), words.get(f"{path}:hint", {}), said)
        for control in root.iter():
            if control.attrib.get("ref") == path and (items := control.find(f"{_XFORMS}itemset")) is not None:
                name = re.findall(r"instance\('([^']+)'\)", items.attrib["nodeset"])[0]
                question.choices = [(code, words.get(text, {})) for code, text in lists[name]]
        found[path.rpartition("/")[2]] = question
    return found


def _with_names(text: str) -> str:
    return re.sub(
        r"\s?(?:/data(?:/[\w.-]+)+|\.\./[\w.-]+)\s?", lambda path: f"${{{path[0].strip().rpartition('/')[2]}}}", text
    )


def _words(root: Any) -> dict[str, dict[str, str]]:
    """By id of a text: what it says in "ar" and "en"; "-" stands for nothing."""
    found: dict[str, dict[str, str]] = {}
    for translation in root.iter(f"{_XFORMS}translation"):
        code = translation.attrib["lang"][-3:-1]
        for text in translation.iter(f"{_XFORMS}text"):
            value = "".join(text.find(f"{_XFORMS}value").itertext())
            if value != "-":
                found.setdefault(text.attrib["id"], {})[code] = value
    return found


def _lists(root: Any) -> dict[str, list[tuple[str, str]]]:
    found = {}
    for instance in root.iter(f"{_XFORMS}instance"):
        if name := instance.attrib.get("id"):
            items = instance.iter(f"{_XFORMS}item")
            found[name] = [(one.findtext(f"{_XFORMS}name"), one.findtext(f"{_XFORMS}itextId")) for one in items]
    return found
