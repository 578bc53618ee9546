"""The weekly pulse: the problems that a CPAS declared, one by one: still? how many this week? One click each.

Knows problems and impacts. Actions: `answer_pulse`, `send_pulses`.
"""
