"""For readers who hear a page: what a word is about, and in which language a text is that others wrote."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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
def function_of(person: Person | None) -> SafeString | str:
    """The function of a person, which is written in the person's own language."""
    return written_in(person.function, person.language) if person else ""
