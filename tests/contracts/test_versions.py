"""An action that writes over what stands is told what its form had read; where it is not, nothing can be lost, and why."""

import ast
import re

from tests.contracts.sources import nodes_of, place_of, python_files, tree_of

WORDS = {"str", "bool", "int", "date", "Any", "Person"}
OWN = "one's own choice, of which nothing is written in words: the last one holds"
ONCE = "done once: what is done already stays as it is"
TOLD = "each of its words stays in the journal, and from where it may start is asked under lock"
GROWS = "a place that only moves on"
NOTHING_LOST = {
    "committee/inbox/actions/notices.py:read_notices": OWN,
    "committee/inbox/actions/notices.py:keep_unread": OWN,
    "committee/members/actions.py:let_go": ONCE,
    "committee/bounces/actions.py:confirm_address": ONCE,
    "committee/people/actions.py:choose_preferences": OWN,
    "committee/seats/actions.py:close_account": ONCE,
    "committee/seats/actions.py:close_seat": ONCE,
    "committee/seats/actions.py:end_mandate": "one day, which the form shows, in the place of none or of a later one",
    "issues/conversation/moderation/actions/keeping_order.py:hide_post": ONCE,
    "issues/conversation/moderation/actions/keeping_order.py:lock_thread": ONCE,
    "issues/conversation/moderation/actions/keeping_order.py:unlock_thread": ONCE,
    "issues/conversation/moderation/actions/moving.py:move_posts": "posts keep their words and their addresses",
    "issues/conversation/moderation/actions/reporting.py:settle_reports": ONCE,
    "issues/conversation/threads/actions/posts.py:react": OWN,
    "issues/conversation/threads/actions/posts.py:choose_following": OWN,
    "issues/conversation/threads/actions/posts.py:mark_read": GROWS,
    "issues/conversation/threads/actions/posts.py:record_visits": GROWS,
    "issues/deliberation/positions/actions.py:seal_positions": ONCE,
    "issues/deliberation/questions/actions/asking.py:withdraw_question": ONCE,
    "issues/deliberation/questions/actions/replying.py:answer_question": "given once to each term, under its lock",
    "issues/deliberation/questions/actions/replying.py:return_answer": ONCE,
    "issues/deliberation/questions/actions/suspending.py:settle_suspension": ONCE,
    "issues/intake/filing/actions.py:save_draft": "its sheet says which version was read, and by which window",
    "issues/intake/triage/actions/merging.py:merge_problem": TOLD,
    "issues/intake/triage/actions/merging.py:undo_merge": TOLD,
    "issues/intake/triage/actions/merging.py:contest_merge": ONCE,
    "issues/intake/triage/actions/merging.py:uphold_merge": ONCE,
    "issues/intake/triage/actions/sorting.py:split_problem": "makes a problem, and writes over none",
    "issues/intake/triage/actions/sorting.py:triage_many": "only what was chosen is written, whatever stood there",
    "issues/overview/register/actions.py:save_view": "one's own, and a name is given again on purpose",
    "issues/overview/register/actions.py:rename_view": "one's own, one line, seen at once",
    "issues/overview/register/actions.py:share_view": OWN,
    "issues/problems/records/actions/lifecycle.py:move_problem": TOLD,
    "issues/problems/records/actions/lifecycle.py:follow_solution": "follows what stands, under its lock",
    "issues/problems/taxonomies/actions.py:move_term": "one place up or down from wherever it stands",
    "issues/resolution/instructions/actions/issuing.py:withdraw_instruction": ONCE,
    "issues/resolution/solutions/actions/lifecycle.py:move_solution": TOLD,
    "publications/pages/actions.py:check_translations": "sums of what stands, read anew under lock",
    "issues/resolution/solutions/actions/publicity.py:show_promise": OWN,
}


def modules(pattern: str):
    for path in python_files():
        if re.search(pattern, place_of(path)):
            yield place_of(path), path


def functions(path):
    return [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]


def calls(action: ast.FunctionDef):
    return [node for node in ast.walk(action) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def takes_words(action: ast.FunctionDef) -> bool:
    """Whether an action is told something, besides who acts on what."""
    told = [arg for arg in action.args.kwonlyargs if arg.arg != "by" and arg.annotation]
    names = {node.id for arg in told for node in ast.walk(arg.annotation) if isinstance(node, ast.Name)}
    return bool(names & WORDS) or action.args.kwarg is not None


def overwrites(action: ast.FunctionDef) -> bool:
    """Whether an action stores something in a row that may stand already."""
    stores = {"save", "update_or_create", "bulk_update"}
    return any(
        name_of(call) in stores
        or name_of(call).startswith(("save_", "set_", "change_"))
        or (name_of(call) == "update" and bool(call.keywords))
        for call in calls(action)
    )


def actions():
    """Every action that writes over what may stand, with whether it is told what was read."""
    for place, path in modules(r"/actions(\.py|/)"):
        for action in functions(path):
            names = [arg.arg for arg in action.args.kwonlyargs]
            if "by" in names and takes_words(action) and overwrites(action):
                yield f"{place}:{action.name}", "version" in names


def forms():
    """The forms by name, with what each of them derives from; features share a few names."""
    known: dict[str, set[str]] = {}
    for _place, path in modules(r"/forms(\.py|/)"):
        for node in (node for node in tree_of(path).body if isinstance(node, ast.ClassDef)):
            bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
            known.setdefault(node.name, set()).update(bases - {node.name})
    return known


def is_versioned(name: str, known: dict[str, set[str]]) -> bool:
    return any(base == "VersionedFormMixin" or is_versioned(base, known) for base in known.get(name, ()))


def test_whoever_writes_over_what_stands_says_what_was_read():
    unread = {name for name, told in actions() if not told}
    assert unread == set(NOTHING_LOST)


def test_every_form_that_begins_with_what_stands_carries_its_version():
    """A form that is handed rows or values to begin with is one that changes them, or says here why it does not."""
    known, begun = forms(), set()
    for place, path in modules(r"/(views|fragments|presentation|forms)(\.py|/)"):
        for call in nodes_of(path, ast.Call):
            if name_of(call) in known and not is_versioned(name_of(call), known):
                begun |= {f"{place}:{name_of(call)}" for word in call.keywords if word.arg in ("initial", "instance")}
    assert begun == set(NEW)


NEW = {
    "committee/registers/views.py:AppointForm": "a new mandate",
    "committee/registers/views.py:CloseSeatForm": "begins with today, and not with what stands",
    "committee/registers/views.py:EndForm": "begins with today, and not with what stands",
    "committee/registers/views.py:HandOverForm": "a new mandate",
    "committee/invitations/views.py:InviteForm": "a new invitation",
    "home/dashboard/views.py:PreferencesForm": OWN,
    "issues/conversation/discussions/fragments/composer.py:PostForm": "a new post, whose draft has a version of its own",
    "issues/conversation/discussions/views/writing.py:PostForm": "the same, after a preview",
    "issues/conversation/moderation/views.py:MoveForm": "posts to be moved, chosen one by one",
    "issues/deliberation/questions/views.py:QuestionForm": "a new question",
    "issues/intake/triage/views.py:SplitForm": "a new problem",
    "issues/overview/register/views.py:ViewForm": "a new view",
    "issues/resolution/instructions/views.py:InstructionForm": "a new instruction",
    "issues/resolution/solutions/views.py:ProposalForm": "a new solution",
}


def test_what_a_form_carries_reaches_its_action():
    """A view that carries out a form that has a version hands on all that the form says, or its version by name."""
    versioned = {name.rpartition(":")[2] for name, told in actions() if told} - {"keep_post_draft"}
    silent = []
    for place, path in modules(r"/views(\.py|/)"):
        for call in (call for call in nodes_of(path, ast.Call) if name_of(call) in versioned):
            words = {word.arg: ast.unparse(word.value) for word in call.keywords}
            everything = any(word.arg is None and "form." in ast.unparse(word.value) for word in call.keywords)
            removal = words.get("text") == "''"
            if not (everything or "version" in words or removal):
                silent.append(f"{place}:{call.lineno}")
    assert silent == []
