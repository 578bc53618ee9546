"""The joined files reach the pages: served by the demonstration, and collected for production."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from home.pages import joining
from home.pages import static_storage as assets


def test_the_joined_files_are_found_and_are_what_their_sources_say():
    for name, text in joining.joined().items():
        assert Path(finders.find(f"home/site/{name}")).read_text(encoding="utf-8") == text
    assert finders.find("home/site/other.css") is None
    assert Path(finders.find("home/favicon.svg")).is_file()


def test_a_file_is_written_again_only_when_it_says_something_else(tmp_path):
    path = tmp_path / "deep" / "a.css"
    assets.hold(path, "one")
    before = path.stat()
    assets.hold(path, "one")
    assert path.stat().st_ino == before.st_ino
    assets.hold(path, "two")
    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The joined files and the fonts as they are collected for production."""
    root = tmp_path_factory.mktemp("static")
    finder = assets.JoinedFinder()
    files = {path: finder.storage.path(path) for path, _ in finder.list([])}
    files |= {f"home/vendor/{font.name}": font for font in (joining.SOURCES / "vendor").glob("*.woff2")}
    for path, source in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / path)
    storage = assets.Assets(location=root, base_url="/static/")
    assert [done for _, _, done in storage.post_process({path: (storage, path) for path in files}) if not done] == []
    return root


def named(root: Path, path: str) -> Path:
    return root / json.loads((root / "staticfiles.json").read_text())["paths"][path]


def test_in_production_the_scripts_find_each_other_under_their_new_names(collected):
    site = named(collected, "home/site/site.js").read_text()
    loaded = re.findall(r'import\("\./(.+?)"\)', site)
    wanted = [named(collected, f"home/site/{entry}.js").name for entry in joining.ENTRIES if entry != "site"]
    assert loaded == wanted
    for entry in ("conversation", "files", "filing"):
        text = named(collected, f"home/site/{entry}.js").read_text()
        assert re.findall(r'from "\./(.+?)"', text) == [named(collected, "home/site/member.js").name]


def test_in_production_the_stylesheet_finds_its_fonts(collected):
    sheet = named(collected, "home/site/site.css")
    fonts = re.findall(r'url\("(.+?)"\)', sheet.read_text())
    assert len(fonts) == 8
    assert all((sheet.parent / font).resolve().is_file() for font in fonts)
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)


def test_in_production_they_are_compressed(collected):
    for name in joining.joined():
        path = named(collected, f"home/site/{name}")
        smaller = path.with_name(f"{path.name}.br")
        assert smaller.stat().st_size < path.stat().st_size * 0.5
