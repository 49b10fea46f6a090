"""Exact search: what a query means, and an index that answers it."""
