"""The strip of CPAS in each kind and size."""

from committee.organisations.strip import strip_svg

CPAS = (
    "Anderlecht|Auderghem|Berchem-Sainte-Agathe|Bruxelles|Etterbeek|Evere|Forest|Ganshoren|Ixelles|Jette|Koekelberg|"
    "Molenbeek-Saint-Jean|Saint-Gilles|Saint-Josse-ten-Noode|Schaerbeek|Uccle|Watermael-Boitsfort|"
    "Woluwe-Saint-Lambert|Woluwe-Saint-Pierre"
).split("|")
WORDS = {
    "a": ("concerné", "concernés"),
    "n": ("non concerné", "non concernés"),
    "u": ("ne sait pas", "ne savent pas"),
    ".": ("sans réponse", "sans réponse"),
    "w": ("fonctionne", "fonctionne"),
    "p": ("en partie", "en partie"),
    "x": ("ne fonctionne pas", "ne fonctionne pas"),
    "t": ("non testé", "non testé"),
}


def words_of(cells: str) -> str:
    """What the cells say, counted."""
    counts = [(cells.count(mark), WORDS[mark]) for mark in WORDS if mark in cells]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in counts)


def strip(cells: str, **more) -> str:
    """One strip with its words."""
    return strip_svg(cells, words=words_of(cells), **more)


def strips() -> dict:
    """Each kind and size, by name."""
    cells, verdict = "aaanaaaua.aanaaa.na", "wwp.w.x.wt.w.....w."
    names = [f"{cpas} : {WORDS[mark][0]}" for cpas, mark in zip(CPAS, cells, strict=True)]
    regions = "|".join(
        ("a" * 11 + "n" * 2 + "u" + "." * 5, "a" * 96 + "n" * 71 + "." * 95, "a" * 88 + "n" * 60 + "u" * 20 + "." * 115)
    )
    return {
        "row": strip(cells),
        "case": strip(cells, size="case"),
        "named": strip(cells, names=names, size="case"),
        "verdict": strip_svg(verdict, words=words_of(verdict), kind="verdict", size="case"),
        "verdict_row": strip_svg(verdict, words=words_of(verdict), kind="verdict"),
        "all": strip_svg(regions, words="564 CPAS, trois régions", size="case"),
        "none": strip("." * 19),
        "words": words_of(cells),
    }
