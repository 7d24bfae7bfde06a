"""Minutes in, records out: reading, finding and joining. Knows Danish and spaCy, no RDF."""
