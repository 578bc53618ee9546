"""Numbers, days and texts as people write them.

Lives here: what a written number or day means, in French and in Dutch, with the spaces, hyphens and apostrophes that
keyboards and spreadsheets put in; the form fields that every form and the import use for them; and a text that has
the length one sees. What cannot be read for certain is refused in words, never guessed.
May know: privacy.
Offers: `days.read_day`, `numbers.read_number`, `signs.plain_signs`, `forms.DayField`, `forms.NumberField`.
"""
