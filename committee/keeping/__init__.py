"""What is made once and kept by its name, in the cache that all processes share and by each process beside it.

It may know nothing of what is kept. A page asks the shared cache once: its session comes with the mark by which a
process sees whether what it keeps is still good.
"""
