"""Production loads everything before it serves: one template that cannot be read keeps the whole site from starting."""

from home.pages.warming import load_pages


def test_every_template_and_address_can_be_loaded():
    load_pages()
