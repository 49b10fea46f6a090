"""Readers of what other engines and libraries have recognised; each form has its module."""
