"""Records in, graph out: RDF, SPARQL, network and page. Knows no Danish grammar and no spaCy."""
