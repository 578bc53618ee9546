"""News as letters: to whom an entry is told, what a letter says, how it leaves."""
