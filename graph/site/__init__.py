"""The graph as pages to read: a front page, a decision log, commitments, and a page for each thing and meeting."""
