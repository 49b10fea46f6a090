"""Addresses and what answers them, a module a topic.

Endpoints are plain functions: Starlette runs them in its thread pool, so that the archive's
blocking calls and the rendering never hold up another reader.
"""
