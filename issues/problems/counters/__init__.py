"""Numbers that are kept where problems change, so that no page counts them all: the last reference of a year, and how
many problems of a space have a value.

Knows no problem: `records` says where one is counted.
"""
