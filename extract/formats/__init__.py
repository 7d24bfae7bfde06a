"""Readers of the formats that minutes are published in: each gives blocks of text in the order of reading."""
