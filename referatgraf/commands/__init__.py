"""The commands, each with what it asks for and says: parse, call, print; then stop."""
