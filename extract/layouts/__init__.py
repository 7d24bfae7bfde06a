"""Layout families: how minutes are printed, one data file each."""
