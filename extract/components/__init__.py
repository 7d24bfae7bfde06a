"""The components of the spaCy pipeline, one file for each kind of thing found."""
