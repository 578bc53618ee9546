"""Images and documents of editors: inspected like any member's file, and nobody else's until a published page uses them.

Wagtail's own lists, forms and choosers work on these models; whatever way a file comes, `fields` inspects it.
"""
