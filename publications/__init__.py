"""Positions: what is published, with the evidence behind it and the authority's answer.

Features, low to high: pages, events, opinions, library.
"""
