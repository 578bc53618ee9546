"""The field takes up to five files and tells every refusal with the name of its file."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from issues.attachments.forms import AttachmentsField
from tests.issues.attachments.samples import PDF, upload


class AnyForm(forms.Form):
    files = AttachmentsField()


class DemandingForm(forms.Form):
    files = AttachmentsField(required=True)


def bound(*uploads, form=AnyForm):
    return form({}, MultiValueDict({"files": list(uploads)}))


def test_several_files_are_cleaned_to_inspected_ones_in_their_order():
    form = bound(upload("a.pdf", PDF), upload("b.txt", b"words"))
    assert form.is_valid()
    assert [(file.name, file.content_type) for file in form.cleaned_data["files"]] == [
        ("a.pdf", "application/pdf"),
        ("b.txt", "text/plain"),
    ]


def test_no_file_is_an_empty_list_unless_one_is_demanded():
    form = bound()
    assert form.is_valid()
    assert form.cleaned_data == {"files": []}
    assert bound(form=DemandingForm).errors == {"files": ["This field is required."]}


def test_five_files_pass_and_six_do_not():
    files = [upload(f"{number}.txt", b"words") for number in range(6)]
    assert bound(*files[:5]).is_valid()
    assert bound(*files).errors == {"files": ["Choose at most 5 files."]}


def test_each_refusal_is_told_with_its_file_and_a_name_that_cannot_be_shown_is_not():
    files = [upload("a.pdf", b"words"), upload("b.txt", b"words"), upload("85.07.30-033.28.pdf", PDF)]
    errors = bound(*files).errors["files"]
    assert errors[0].startswith("a.pdf: The content of this file is not what its name says.")
    assert errors[1].startswith("File 3: This looks like a national number")
    assert len(errors) == 2
    assert "033.28" not in str(errors)


def test_the_input_takes_several_files_and_says_which():
    html = str(AnyForm()["files"])
    assert 'type="file"' in html
    assert " multiple" in html
    assert 'accept=".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.docx,.xlsx,.odt,.ods"' in html


@pytest.mark.parametrize("form", [AnyForm(), bound(upload("a.pdf", b"words"))])
def test_the_form_shows_itself_bound_or_not(form):
    assert form.is_multipart()
    assert 'name="files"' in str(form)
