"""What sentences, lists and tables of minutes state: relations, deadlines, statuses, commitments, decisions' points."""
