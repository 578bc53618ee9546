"""Index of the tables of this app, one line per feature."""

from home.operations.models import Recurrence
from home.pages.models import HomePage, StatementPage
from home.search.models import SearchRow, Stem

__all__ = ["HomePage", "Recurrence", "SearchRow", "StatementPage", "Stem"]
