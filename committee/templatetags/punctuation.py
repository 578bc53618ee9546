"""The signs of the reader's language in templates: `{{ label|colon }}`, and what is going to stand in quotation marks."""

from django import template

from committee.journal import punctuation

register = template.Library()
register.filter("colon", punctuation.with_colon)
register.filter("within_quotes", punctuation.within_quotes)
