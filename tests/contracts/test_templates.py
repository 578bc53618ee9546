"""Templates: where they stand, how long they are, what they are made of, and what the gallery shows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.template.loader import get_template, render_to_string

from home.languages.template_loader import without_indentation
from tests.contracts.sources import APPS, ROOT, TEMPLATES, python_files, template_files, text_of

GALLERY = "home/pages/gallery"
LINES = 80
CHARACTERS = 200
LONG_LINES: dict[str, str] = {}
PLACELESS = {
    "issues/crumbs.html": "every feature of the app leads back the same way",
}


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


USED = re.compile(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"")


@cache
def used_by(name: str) -> frozenset[str]:
    """The templates of ours that a template includes or extends, and those that these do."""
    ours = {one for one in USED.findall(text_of(TEMPLATES / name)) if (TEMPLATES / one).exists()}
    return frozenset(ours.union(*(used_by(one) for one in ours)))


def components() -> set[str]:
    return {name_of(path) for path in (TEMPLATES / "components").iterdir()}


def drawn_by_code() -> set[str]:
    """The components that Python renders or includes by a tag."""
    code = "".join(map(text_of, python_files()))
    return set(re.findall(r"components/\w+\.html", code))


def test_pages_use_every_component():
    pages = [name_of(path) for path in template_files() if not name_of(path).startswith(("components/", GALLERY))]
    used = drawn_by_code().union(*(used_by(name) for name in pages))
    used = used.union(*(used_by(name) for name in used))
    assert components() - used == set()


def test_the_gallery_shows_every_component_and_no_other():
    shown = {name for name in used_by(f"{GALLERY}.html") if name.startswith("components/")}
    assert components() - shown == set()


def test_what_a_template_includes_exists():
    named = {name: path for path in template_files() for name in USED.findall(text_of(path))}
    assert len(named) > 50
    for name in named:
        get_template(name)


def test_what_code_names_exists():
    folders = "|".join((*APPS, "components", "layout"))
    written = re.compile(rf"\"((?:{folders})/[\w/]+\.(?:html|txt))\"")
    names = {name for path in python_files() for name in written.findall(text_of(path))}
    assert names
    assert [name for name in sorted(names) if not (TEMPLATES / name).exists()] == []


def test_templates_stand_in_the_folder_of_their_feature():
    strayed = [
        name_of(path)
        for app in APPS
        for path in (TEMPLATES / app).rglob("*.*")
        if name_of(path) not in PLACELESS and not is_a_feature(path.parent.relative_to(TEMPLATES))
    ]
    assert strayed == []


def is_a_feature(folder: Path) -> bool:
    """Whether a folder of templates has the address of a package, or of a module, below an app."""
    return len(folder.parts) > 1 and ((ROOT / folder).is_dir() or (ROOT / folder).with_suffix(".py").is_file())


def test_templates_stay_short():
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in template_files()}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}


def test_lines_stay_readable():
    """A sentence that is translated stands on one line, however long; nothing else does."""
    long = {
        name_of(path): line.strip()
        for path in template_files()
        for line in text_of(path).splitlines()
        if len(line) > CHARACTERS and not re.fullmatch(r"\s*{% translate \"[^\"]*\"(?: as \w+)? %}", line)
    }
    assert set(long) == set(LONG_LINES)


def test_what_scrolls_sideways_is_scrolled_by_keyboard_too():
    """The browser lets nobody reach a box that overflows but holds links, unless it can have the focus itself."""
    boxes = {
        name_of(path): [box for box in re.findall(r"<div\s[^>]*class=\"scroll\"[^>]*>", text_of(path))]
        for path in template_files()
    }
    assert any(boxes.values())
    assert [
        name for name, found in boxes.items() if any('tabindex="0"' not in box or "role=" not in box for box in found)
    ] == []


def test_nothing_is_written_into_what_keeps_its_lines():
    """Templates lose their indentation when they are loaded: `pre` and `textarea` would show it."""
    for path in template_files():
        for inside in re.findall(r"<(?:pre|textarea)\b.*?>(.*?)</(?:pre|textarea)>", text_of(path), re.S):
            assert "\n" not in inside.strip(), name_of(path)


def test_loading_takes_the_indentation_and_keeps_the_words():
    assert (
        without_indentation("<ul>\n  <li>a  b</li>\n\n\t<li>c</li>\n</ul>\n")
        == "<ul>\n<li>a  b</li>\n\n<li>c</li>\n</ul>"
    )


def test_a_component_adds_no_space_around_itself():
    lane = render_to_string("components/lane.html", {"code": "common", "label": "Commun"})
    assert lane == '<b class="lane l-common">Commun</b>'


def test_letters_in_plain_text_keep_their_spaces():
    name = "issues/overview/import_export/export_note.txt"
    assert get_template(name).template.source == (TEMPLATES / name).read_text(encoding="utf-8")
