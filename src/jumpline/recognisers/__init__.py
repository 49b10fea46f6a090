"""Engines that turn the picture of a page into text."""
