"""What is done about problems, until the CPAS concerned say in the field whether it works.

Knows problems and impacts. The administration or an owner can say “delivered”; “verified” is said by the CPAS
concerned. Actions: `propose_solution`, `move_solution`, `give_verdict`.
"""
