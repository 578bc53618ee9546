"""Calls that reach nobody are found in what was posted, and nothing else is taken for one."""

import pytest

from issues.conversation.email_replies.calls import unanswered_calls


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>Voyez avec @CPAS de Jettes, merci.</p>", ["@CPAS"]),
        ("<p>@Marie Dupont et @Marie Dupont, @personne</p>", ["@Marie Dupont", "@personne"]),
        ('<p><span class="call">@CPAS de Jette</span> voit cela.</p>', []),
        ("<p>Écrivez à aide@example.org.</p>", []),
        ("<blockquote><p>@Personne</p></blockquote><p>Oui.</p>", []),
        ('<p><code>@Personne</code> <a href="/x">@Autre</a> @ 12 h</p>', []),
        ("<p>Rien.</p>", []),
    ],
)
def test_what_calls_nobody(html, names):
    assert unanswered_calls(html) == names
