"""The order of stylesheets and scripts: every source is reached, each once, in forms that can be joined."""

from __future__ import annotations

import re

import pytest

from home.pages import joining
from tests.contracts.sources import TEMPLATES, place_of, template_files, text_of

SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in joining.SCRIPTS.glob("*.js")}
OWN = re.compile(r"home/(?:site|css|js)/[\w./-]+")


def test_every_stylesheet_is_reached_once():
    there = {path.relative_to(joining.SHEETS).as_posix() for path in joining.SHEETS.rglob("*.css")} - {"index.css"}
    assert sorted(joining.sheets()) == sorted(there)


def test_every_script_is_in_one_joined_script():
    reached = [name for entry in joining.ENTRIES for name in joining.modules(entry)]
    assert sorted(reached) == sorted(SCRIPTS)


def test_the_first_script_loads_the_others():
    loaded = re.findall(r'import\("\./(\w+)\.js"\)', SCRIPTS["site"])
    assert ["site", *loaded] == list(joining.ENTRIES)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_written_so_that_it_can_be_joined(name):
    rest = joining.EXPORT.sub("", joining.IMPORT.sub("", SCRIPTS[name]))
    assert re.findall(r"^\s*(?:import|export)\b(?!\().*", rest, re.MULTILINE) == []
    assert name == "site" or "import(" not in rest
    assert [line for line in rest.splitlines() if line.count("`") % 2] == [], "a text over several lines"


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_comes_after_those_that_it_imports(name):
    order = joining.needed(name)  # has no end where scripts import each other in a circle
    for place, module in enumerate(order):
        assert {other for _, other in joining.IMPORT.findall(SCRIPTS[module])} <= set(order[:place])


@pytest.mark.parametrize("sheet", joining.sheets())
def test_a_stylesheet_holds_no_text_that_looks_like_a_comment(sheet):
    text = joining.read(joining.SHEETS / sheet)
    assert not re.search(r"\"[^\"\n]*/\*|'[^'\n]*/\*", joining.COMMENT_IN_SHEET.sub("", text))
    assert re.findall(r"^(?!@layer|@font-face|@import|\s|\}|/\*|$).*", text, re.MULTILINE) == [], "outside of a layer"


def test_templates_link_to_one_stylesheet_and_to_joined_scripts_only():
    linked = {place_of(path): OWN.findall(text_of(path)) for path in template_files() if OWN.search(text_of(path))}
    assert linked == {
        "templates/layout/base.html": ["home/site/site.css", "home/site/site.js"],
        "templates/layout/member.html": ["home/site/member.js"],
        "templates/500.html": ["home/site/site.css"],
    }


def test_no_page_links_to_two_stylesheets():
    linking = re.compile(r'<link rel="stylesheet"')
    found = {path.relative_to(TEMPLATES).as_posix(): len(linking.findall(text_of(path))) for path in template_files()}
    assert {path: number for path, number in found.items() if number} == {"500.html": 1, "layout/base.html": 1}
