"""Members' Markdown becomes harmless HTML, in the reader's browser and in one line."""

import pytest

from issues.conversation.threads.markup import excerpt, render_markdown

HARMLESS = {
    "**gras** et *penché*": "<p><strong>gras</strong> et <em>penché</em></p>\n",
    "# Titre": "<h4>Titre</h4>\n",
    "a\nb": "<p>a<br>\nb</p>\n",
    "- un\n- deux": "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n",
    "[Ixelles]: d'accord": "<p>[Ixelles]: d'accord</p>\n",
    "[x][y]\n\n[y]: https://example.org": (
        '<p>[x][y]</p>\n<p>[y]: <a href="https://example.org" rel="noopener noreferrer">https://example.org</a></p>\n'
    ),
    "~~non~~": "<p><s>non</s></p>\n",
    "<script>alert(1)</script>": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
    "<img src=x onerror=alert(1)>": "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n",
    "<b onclick=alert(1)>x</b>": "<p>&lt;b onclick=alert(1)&gt;x&lt;/b&gt;</p>\n",
    "<!-- note -->": "<p>&lt;!-- note --&gt;</p>\n",
    "`<script>`": "<p><code>&lt;script&gt;</code></p>\n",
    "[x](javascript:alert(1))": "<p>[x](javascript:alert(1))</p>\n",
    "[x](JaVaScRiPt:alert(1))": "<p>[x](JaVaScRiPt:alert(1))</p>\n",
    "[x](data:text/html;base64,AAAA)": "<p>[x](data:text/html;base64,AAAA)</p>\n",
    "[x](vbscript:msgbox)": "<p>[x](vbscript:msgbox)</p>\n",
    "[x](&#106;avascript:alert(1))": "<p>[x](javascript:alert(1))</p>\n",
    "[x](ftp://example.org)": '<p><a rel="noopener noreferrer">x</a></p>\n',
    "[x](https://example.org)": '<p><a href="https://example.org" rel="noopener noreferrer">x</a></p>\n',
    "https://example.org": '<p><a href="https://example.org" rel="noopener noreferrer">https://example.org</a></p>\n',
    '[x](https://example.org "t\\" onmouseover=alert(1)")': (
        '<p><a href="https://example.org" title="t&quot; onmouseover=alert(1)" rel="noopener noreferrer">x</a></p>\n'
    ),
}


@pytest.mark.parametrize("text", HARMLESS)
def test_what_markdown_becomes(text):
    assert render_markdown(text) == HARMLESS[text]


@pytest.mark.parametrize("text", ["![x](https://example.org/x.png)", "![x][y]\n\n[y]: https://example.org/x.png"])
def test_no_image_is_asked_of_another_host(text):
    assert "<img" not in render_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src=x></iframe>",
        "<style>*{}</style>",
        "<form action=x><input></form>",
        "<a\nhref=javascript:alert(1)>",
        '<https://example.org/"onclick=alert(1)>',
    ],
)
def test_no_tag_of_a_members_own_survives(text):
    html = render_markdown(text)
    for tag in ("svg", "iframe", "style", "form", "input", "script"):
        assert f"<{tag}" not in html
    assert 'href="javascript' not in html
    assert " onclick=" not in html.replace("&quot;", "")


@pytest.mark.parametrize("text", ["", "\x00", "é" * 10000, "😀" * 500, "[" * 5000, "*" * 9999, "> " * 3000, "`" * 9999])
def test_awkward_texts_are_rendered(text):
    assert isinstance(render_markdown(text), str)


def test_an_excerpt_is_one_line_without_signs():
    assert excerpt("# Titre\n\n> **Cité** `code` [lien]") == "Titre Cité code lien"
    assert excerpt("Délai :\n\\> 30 jours") == "Délai : > 30 jours"


def test_an_excerpt_ends_at_a_word():
    assert excerpt("un deux trois quatre", 12) == "un deux…"
    assert excerpt("a" * 200, 12) == "a" * 11 + "…"
    assert len(excerpt("mot " * 200, 120)) <= 120


def test_a_list_begins_where_its_writer_began_it():
    assert '<ol start="60">' in render_markdown("60. Article 60")
    assert "<ol>" in render_markdown("1. Premier")


def test_nobody_turns_the_direction_of_a_text_around():
    assert render_markdown("\u202egnilles\u202c et\u00adc") == "<p>gnilles etc</p>\n"
