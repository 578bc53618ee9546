"""The gallery of components: one page that shows each of them in each state."""
