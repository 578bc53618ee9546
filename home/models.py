"""Index of the tables of this app, one line per feature."""

from home.pages.models import HomePage
from home.search.models import SearchRow

__all__ = ["HomePage", "SearchRow"]
