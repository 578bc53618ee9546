"""Field problems: what happened, where in the chain, how severe, and the life of each from filed to verified.

Knows threads; knows nothing of how many are concerned or of what is done about it. Actions: `file_problem`,
`share_problem`, `revise_problem`, `move_problem`, `follow_solution`.
"""
