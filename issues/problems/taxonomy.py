"""The taxonomies that the site begins with; afterwards the secretariat edits them."""

import json
from pathlib import Path

from django.db import transaction

from issues.problems.models import Term
from issues.problems.queries import forget_terms

SOURCE = Path(__file__).parent / "data" / "taxonomy.json"


@transaction.atomic
def load_taxonomy() -> int:
    """Add the terms of `data/taxonomy.json` that are not there yet; never touches one that is. Returns how many."""
    schemes = json.loads(SOURCE.read_text(encoding="utf-8"))
    added = sum(
        add_term(scheme, position, term) for scheme, terms in schemes.items() for position, term in enumerate(terms)
    )
    transaction.on_commit(forget_terms)
    return added


def add_term(scheme: str, position: int, term: dict) -> bool:
    """Add one term unless its code is known."""
    facts = {
        "label_fr": term["fr"],
        "label_nl": term["nl"],
        "definition_fr": term.get("def_fr", ""),
        "definition_nl": term.get("def_nl", ""),
        "position": position,
    }
    return Term.objects.get_or_create(scheme=scheme, code=term["code"], defaults=facts)[1]
