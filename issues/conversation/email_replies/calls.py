"""Calls by name in a text that reached nobody: an @ with a word, outside of quotations, code and links."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags

LEFT_OUT = re.compile(
    r'<blockquote>.*</blockquote>|<pre>.*?</pre>|<code>.*?</code>|<a [^>]*>.*?</a>|<span class="call">.*?</span>',
    re.DOTALL,
)
CALL = re.compile(r"(?<![\w@./])@(\w[\w’'-]*(?: [A-ZÀ-Ý][\w’'-]*)?)")
MOST = 5


def unanswered_calls(html: str) -> list[str]:
    """The names in a rendered post that call nobody, as they were written, each once, at most five."""
    text = unescape(strip_tags(LEFT_OUT.sub(" ", html)))
    return list(dict.fromkeys(f"@{name}" for name in CALL.findall(text)))[:MOST]
