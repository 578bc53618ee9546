"""What pages load is joined from the sources, and nothing but them."""

from __future__ import annotations

import pytest

from home.pages import joining


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """Write sources, and have them joined instead of the site's own."""
    for name in ("css", "js"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(joining, {"css": "SHEETS", "js": "SCRIPTS"}[name], tmp_path / name)

    def write(**files: str) -> None:
        for name, text in files.items():
            stem, kind = name.rsplit("_", 1)
            (tmp_path / kind / f"{stem}.{kind}").write_text(text, encoding="utf-8")

    return write


def test_sheets_are_joined_in_the_order_of_the_index(sources):
    sources(
        index_css='@import url("b.css");\n@import url("a.css");\n', a_css="a {\n  color: red;\n}\n", b_css="b {\n}\n"
    )
    assert joining.stylesheet() == "b {\n}\na {\ncolor: red;\n}\n"


def test_comments_are_left_out_of_the_sheet_and_blank_lines_too(sources):
    sources(
        index_css='/* x */\n@import url("a.css");\n',
        a_css="/* one\n two */\n\na::b {\n  /* c */\n  top: 0; /* d */\n}\n",
    )
    assert joining.stylesheet() == "a::b {\ntop: 0; \n}\n"


def test_a_module_runs_once_after_those_that_it_imports(sources):
    sources(
        site_js='import { one as first } from "./a.js";\nimport { two } from "./b.js";\nuse(first, two);\n',
        a_js="/* said */\nexport const one = 1;\n",
        b_js='import { one } from "./a.js";\n\nexport const two = one + 1;\n',
    )
    assert joining.modules("site") == ("a", "b", "site")
    assert joining.script("site") == (
        "const $a = (() => {\nconst one = 1;\nreturn { one };\n})();\n"
        "const $b = (() => {\nconst { one } = $a;\nconst two = one + 1;\nreturn { two };\n})();\n"
        "const $site = (() => {\nconst { one: first } = $a;\nconst { two } = $b;\nuse(first, two);\nreturn {  };\n})();\n"
    )


def test_what_is_shared_is_taken_from_the_shared_script(sources):
    sources(
        member_js='import "./a.js";\nimport "./c.js";\n',
        a_js="export const one = 1;\n",
        c_js="done();\n",
        files_js='import {\n  one,\n} from "./a.js";\nimport "./c.js";\nimport "./b.js";\nuse(one);\n',
        b_js="export const two = 2;\n",
    )
    assert joining.modules("files") == ("b", "files")
    first, *_, last = joining.script("files").splitlines()
    assert (first, last) == ('import { $a, $c } from "./member.js";', "})();")
    assert joining.script("member").endswith("export { $a, $c, $member };\n")


def test_lines_within_code_stay_and_comments_beside_code_too(sources):
    sources(site_js='/* one\n   two */\nconst a = "/* no comment */"; /* beside */\n\n  /* three */\nrun(a);\n')
    text = joining.script("site")
    assert '\nconst a = "/* no comment */"; /* beside */\nrun(a);\n' in text
    assert "two" not in text and "three" not in text
