"""How a case comes in and is sorted; touches everything below."""
