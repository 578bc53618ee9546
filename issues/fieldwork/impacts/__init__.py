"""What a problem costs the field: each CPAS declares its own volumes, and totals always say their coverage.

Knows problems. Actions: `declare_impact`, `file_with_impact`.
"""
