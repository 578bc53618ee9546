"""Tests mirror the code: one folder per app, one file per feature, journeys and contracts beside them."""
