"""The secretariat's desk of taxonomies: the terms in their order, with what may be done to each."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.journal.punctuation import fill_in
from issues.problems.taxonomies import actions
from issues.problems.taxonomies.forms import RewordForm, TermForm
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.policy import may_edit_taxonomies
from issues.problems.taxonomies.queries import taxonomies


@require_safe
@members_only
def terms(request):
    """Every taxonomy with its terms in order, the retired ones last."""
    require(may_edit_taxonomies(request.user))
    return render(request, "issues/problems/taxonomies/taxonomies.html", {"taxonomies": taxonomies()})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def add(request, scheme: str):
    """Add a term to a taxonomy."""
    require(may_edit_taxonomies(request.user))
    if scheme not in Term.Scheme.values:
        raise Http404
    form = TermForm(request.POST or None, terms=Term.objects.of(scheme))
    if request.method == "POST" and form.is_valid():
        term = actions.add_term(by=request.user, scheme=scheme, **form.cleaned_data)
        messages.success(request, fill_in(_("“%(term)s” can be chosen from now on."), {"term": term}))
        return redirect_to_term(term)
    return render_term(request, form, scheme=Term.Scheme(scheme))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request, pk: int):
    """Reword a term in both languages."""
    require(may_edit_taxonomies(request.user))
    term = get_object_or_404(Term, pk=pk)
    words = {name: getattr(term, name) for name in TermForm.base_fields}
    form = RewordForm(request.POST or None, standing=words, terms=Term.objects.of(term.scheme).exclude(pk=pk))
    if run_action(form, lambda: actions.change_term(by=request.user, term=term, **form.cleaned_data)):
        term.refresh_from_db()
        messages.success(
            request, fill_in(_("“%(term)s” is reworded, also on the problems that have it."), {"term": term})
        )
        return redirect_to_term(term)
    return render_term(request, form, term=term, scheme=Term.Scheme(term.scheme))


def render_term(request, form: TermForm, **facts):
    """The page of one term."""
    return render(
        request, "issues/problems/taxonomies/term.html", {"form": form, **facts}, status=422 if form.is_bound else 200
    )


@require_POST
@members_only
def arrange(request, pk: int):
    """Move a term up or down, retire it, or bring it back: what the button that was pressed says."""
    require(may_edit_taxonomies(request.user))
    term = get_object_or_404(Term, pk=pk)
    done: Any = ARRANGED.get(request.POST.get("do", ""))
    if done is None:
        raise Http404
    done(by=request.user, term=term)
    return redirect_to_term(term)


def redirect_to_term(term: Term):
    """Go to a term in its taxonomy."""
    return redirect(f"{reverse('issues:taxonomies')}#term-{term.pk}")


ARRANGED = {
    "up": lambda **on: actions.move_term(down=False, **on),
    "down": lambda **on: actions.move_term(down=True, **on),
    "retire": actions.retire_term,
    "restore": actions.restore_term,
}
