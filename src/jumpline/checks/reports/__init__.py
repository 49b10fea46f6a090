"""Problems for people, for code-review tools, and on the page."""
