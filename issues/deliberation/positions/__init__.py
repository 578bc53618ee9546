"""Positions by seat on whatever the committee deliberates about: taken, said in common, revised, sealed with an outcome.

Knows what it is about by its kind and key alone, through the kinds that the journal knows.
"""
