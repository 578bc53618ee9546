"""Answers to the weekly question, and the letters that ask it."""
