"""Reads of single documents -> the tables of a record."""
