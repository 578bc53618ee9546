"""The catalogues of translations: collected from code and templates, compiled, and checked by a test."""
