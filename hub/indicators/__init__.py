"""Statistics: indicators as data, one SQL statement a question, figures and their wording."""
