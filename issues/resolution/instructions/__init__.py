"""What to do meanwhile: workarounds and instructions, from a day to a day, for a problem or beside a solution.

Knows problems and solutions. One beside a solution ends with it, once the CPAS concerned have verified it. Actions:
`issue_instruction`, `withdraw_instruction`, `translate_instruction`.
"""
