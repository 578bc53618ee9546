"""One stylesheet and few scripts a page, joined from sources of one responsibility each.

`css/index.css` names the stylesheets in their order. `js/site.js` is the script of every page; what it imports when a
page has a place for it are the other ENTRIES. The scripts are ES modules as they stand, and may only `import { … }` from
their neighbours and `export const`: then a module is a function that is called once, and joining is putting them in order.
"""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "static" / "home"
SHEETS, SCRIPTS = SOURCES / "css", SOURCES / "js"
ENTRIES = ("site", "member", "conversation", "files", "filing")
SHARED = "member"
APART = ("site", SHARED)

SHEET = re.compile(r'^@import url\("([\w/-]+\.css)"\);$', re.MULTILINE)
IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export const (\w+)", re.MULTILINE)
COMMENT_IN_SHEET = re.compile(r"/\*.*?\*/", re.DOTALL)
COMMENT_LINES = re.compile(r"^\s*/\*(?:(?!\*/).)*\*/$", re.DOTALL | re.MULTILINE)
INDENTATION = re.compile(r"\n\s+")


def read(path: Path) -> str:
    """The text of a source."""
    return path.read_text(encoding="utf-8")


def sheets() -> list[str]:
    """The stylesheets of the site, in the order of the cascade."""
    return SHEET.findall(read(SHEETS / "index.css"))


def stylesheet() -> str:
    """All of them in one, without comments and indentation; addresses count from a folder beside theirs."""
    text = "\n".join(read(SHEETS / name) for name in sheets())
    return INDENTATION.sub("\n", COMMENT_IN_SHEET.sub("", text)).strip() + "\n"


def needed(name: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The modules that a script needs, itself last, each after those that it imports itself; but for those known."""
    for _, other in IMPORT.findall(read(SCRIPTS / f"{name}.js")):
        if other not in known:
            known = needed(other, known)
    return (*known, name)


def modules(entry: str) -> tuple[str, ...]:
    """The modules of a joined script, without those that it shares with the others."""
    known = () if entry in APART else needed(SHARED)
    return needed(entry, known)[len(known) :]


def wrapped(name: str) -> str:
    """A module as a constant that holds what it exports."""
    text = read(SCRIPTS / f"{name}.js")
    exported = ", ".join(EXPORT.findall(text))
    text = IMPORT.sub(lambda found: bound(*found.groups()), EXPORT.sub(r"const \1", text))
    text = INDENTATION.sub("\n", COMMENT_LINES.sub("", text)).strip()
    return f"const ${name} = (() => {{\n{text}\nreturn {{ {exported} }};\n}})();"


def bound(names: str | None, module: str) -> str:
    """What stands for an import in a joined script; nothing for a module that is only to be run."""
    return f"const {names.replace(' as ', ': ')} = ${module};" if names else ""


def script(entry: str) -> str:
    """A joined script: what it takes from the shared one, its modules in order, and what others take from it."""
    own = modules(entry)
    lent = sorted({other for name in own for _, other in IMPORT.findall(read(SCRIPTS / f"{name}.js"))} - {*own})
    taken = [f'import {{ {", ".join(f"${name}" for name in lent)} }} from "./{SHARED}.js";'] if lent else []
    given = [f"export {{ {', '.join(f'${name}' for name in own)} }};"] if entry == SHARED else []
    return "\n".join((*taken, *map(wrapped, own), *given, ""))


def joined() -> dict[str, str]:
    """Everything that pages link to or load: its name, and its text."""
    return {"site.css": stylesheet(), **{f"{entry}.js": script(entry) for entry in ENTRIES}}
