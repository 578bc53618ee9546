"""For readers who hear a page: what a word is about, and in which language a text is that others wrote."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from committee.journal.models import Entry
from committee.journal.verbs import describe_news, describe_verb
from committee.people.models import Person

register = template.Library()


@register.simple_tag
def of(*things: object) -> SafeString:
    """What a link or a button is about, for who hears it without what stands around it: `{% of problem.reference %}`."""
    return format_html('<span class="sr"> {}</span>', ", ".join(str(one) for one in things if one))


@register.filter
def written_in(text: object, language: str) -> SafeString | str:
    """A text with its language, where the page has another one or it is known: `{{ reason|written_in:code }}`."""
    text = str(text or "")
    if not text or not language or language == (get_language() or "")[:2]:
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def told(thing: Any) -> SafeString:
    """What an entry or a duty says, each text in it with its language: `{{ duty|told }}`."""
    entry = getattr(thing, "entry", thing)
    code = thing.verb if entry is thing else thing.code
    return mark_safe(describe_verb(code, entry.localised, texts_of(entry)))


@register.filter
def told_news(entry: Entry) -> SafeString:
    """What an entry says under the title of what it is about, each text in it with its language."""
    return mark_safe(describe_news(entry.verb, entry.localised, texts_of(entry)))


def texts_of(entry: Entry) -> Callable[[str, Any], SafeString]:
    """How each text of an entry stands in HTML."""
    languages = entry.languages
    return lambda name, text: conditional_escape(written_in(text, languages.get(name, "")))


@register.filter
def function_of(person: Person | None) -> SafeString | str:
    """The function of a person, which is written in the person's own language."""
    return written_in(person.function, person.language) if person else ""
