"""What the pages are made of: templates, words in zh and en, static files."""
