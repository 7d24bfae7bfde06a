"""One data file for each case system that minutes are exported from: which element says what."""
