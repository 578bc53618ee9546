"""The list of solutions with its filters, in the mechanisms of the list of problems. It only reads.

What is shared stands in `issues.overview.register`: filters in an address, orders by an edge, choices with numbers.
"""
