"""How many CPAS a figure must rest on is said in one module."""

import re

from tests.contracts.sources import place_of, python_files, text_of

SAYS = re.compile(
    r"^\w*(?:FEWEST|MIN_CPAS|SMALLEST)\w*\s*=\s*\d|(?:affected|cpas|centres)\w*\)?\s*(?:<|>=|<=|>)\s*[23]\b", re.M
)


def test_the_smallest_number_shown_is_said_once():
    saying = {place_of(path) for path in python_files() if SAYS.search(text_of(path))}
    assert saying == {"committee/access/disclosure.py", "committee/privacy/numbers.py"}, "numbers.py counts digits"
