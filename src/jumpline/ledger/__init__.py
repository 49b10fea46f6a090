"""What the paper said: figures, commitments, programmes, threads, names. Pure functions on issues.

``figures.figures``, ``commitments.commitments`` (both at once: ``commitments.entries``) take one issue;
``announce.announced``, ``reports.reports``, ``board.board`` and ``threads.threads`` take several;
``names.mentions`` takes one.
"""
