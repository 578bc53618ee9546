"""The strip of the nineteen says who is concerned, in shapes and in words."""

import re
import timeit

import pytest
from django.utils.safestring import SafeString

from committee.organisations.strip import _strip, strip_svg

NINETEEN = "aaanaaaua.aanaaa.na"


def test_four_cells_of_impact_are_filled_hollow_dash_and_dot():
    assert strip_svg("anu.", words="1 affected") == (
        '<svg class="strip strip-row" width="30" height="14" viewBox="0 0 30 14" fill="none" '
        'stroke="currentColor" role="img" aria-label="1 affected">'
        '<path class="sa" stroke-width="6" d="M3 0v14"/>'
        '<path class="sn" stroke-width="1.5" d="M8.75 0.75h4.5v12.5h-4.5z"/>'
        '<path class="su" stroke-width="2.4" d="M16 7h6"/>'
        '<path class="sd" stroke-width="3" stroke-linecap="round" d="M27 7h.01"/>'
        "</svg>"
    )


def test_five_verdicts_have_five_shapes():
    drawn = strip_svg("wpxt.", words="", kind="verdict")
    assert re.findall(r'class="(s.)"', drawn) == ["sw", "sp", "sx", "su", "sd"]
    assert len(set(re.findall(r' d="M\d+\.?\d* (.*?)"', drawn))) == 5


def test_cells_of_one_kind_share_one_path():
    drawn = strip_svg(NINETEEN, words="")
    assert drawn.count("<path") == 4
    assert re.search(r'class="sa"[^>]* d="([^"]*)"', drawn)[1].count("M") == NINETEEN.count("a")


def test_nineteen_cells_are_150_wide_in_a_row_and_300_on_a_case():
    assert 'width="150" height="14"' in strip_svg(NINETEEN, words="")
    assert 'width="300" height="24"' in strip_svg(NINETEEN, words="", size="case")


def test_the_words_are_the_accessible_name_and_are_escaped():
    drawn = strip_svg("a", words='9 concernés, "7" <sans> réponse')
    assert 'role="img" aria-label="9 concernés, &quot;7&quot; &lt;sans&gt; réponse"' in drawn


def test_without_names_nothing_can_be_focused():
    assert "tabindex" not in strip_svg(NINETEEN, words="")


def test_with_names_each_cell_is_focusable_and_says_its_name():
    drawn = strip_svg("an", words="2", names=("Ixelles: affected", "Evere <not>"), size="case")
    assert drawn.startswith('<svg class="strip strip-case strip-named" width="28" height="44"')
    assert 'role="group" aria-label="2"' in drawn
    assert re.findall(r'<g tabindex="0" role="img" aria-label="(.*?)"', drawn) == [
        "Ixelles: affected",
        "Evere &lt;not&gt;",
    ]
    assert drawn.count("</text>") == 2


def test_a_bar_between_cells_opens_a_group():
    assert 'd="M3 0v14M17 0v14"' in strip_svg("a|a", words="")


def test_above_forty_cells_parts_are_as_long_as_their_shares():
    drawn = strip_svg("a" * 50 + "n" * 25 + "." * 25, words="100 CPAS")
    assert drawn == (
        '<svg class="strip strip-row strip-bars" width="150" height="14" viewBox="0 0 150 14" fill="none" '
        'stroke="currentColor" role="img" aria-label="100 CPAS">'
        '<path class="sa" stroke-width="14" d="M0 7h75"/>'
        '<path class="sn" d="M75.5 0.5h36.5v13h-36.5z"/>'
        '<path class="sd" stroke-width="2" stroke-linecap="round" stroke-dasharray=".01 4" d="M112.5 7h37.5"/>'
        "</svg>"
    )


def test_regions_become_bars_under_each_other():
    drawn = strip_svg("|".join(("a" * 19, "n" * 262, "u" * 283)), words="564")
    assert 'height="25"' in drawn
    assert [re.search(rf'class="{c}"', drawn) is not None for c in ("sa", "sn", "su")] == [True, True, True]


@pytest.mark.parametrize(
    ("cells", "kind", "said"), [("aw", "impact", "'impact': w"), ("wan", "verdict", "'verdict': an")]
)
def test_an_unknown_cell_is_refused(cells, kind, said):
    with pytest.raises(ValueError, match=said):
        strip_svg(cells, words="", kind=kind)


def test_names_must_match_the_cells():
    with pytest.raises(ValueError, match="1 names for 2 cells"):
        strip_svg("an", words="", names=["Ixelles"])


def test_no_cell_at_all_is_an_empty_strip():
    assert strip_svg("", words="none").endswith('aria-label="none"></svg>')


def test_the_result_is_safe_and_holds_no_inline_style_nor_script():
    drawn = strip_svg(NINETEEN, words="x")
    assert isinstance(drawn, SafeString)
    assert "style" not in drawn and "script" not in drawn


def test_a_strip_drawn_before_is_not_drawn_again():
    _strip.cache_clear()
    strip_svg(NINETEEN, words="x", names=[str(i) for i in range(19)])
    strip_svg(NINETEEN, words="x", names=[str(i) for i in range(19)])
    assert (_strip.cache_info().misses, _strip.cache_info().hits) == (1, 1)


def test_fifty_new_strips_cost_less_than_a_page_may():
    _strip.cache_clear()
    numbers = iter(range(1000))
    assert timeit.timeit(lambda: strip_svg(NINETEEN, words=str(next(numbers))), number=50) < 0.1
