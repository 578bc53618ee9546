"""Whether the site is whole: what is missing, what to do about it, and a test for what can be tried.

For the secretariat and the technical administrator; knows the whole site, and changes nothing but what its tests leave.
Actions: `beat`, `keep_trouble`, `queue_test`, `mend_address`. `presentation` reads as a table: facts in, a sentence out.
"""
