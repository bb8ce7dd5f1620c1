"""Who may do and see what: roles as data, tokens, the viewer's scope."""
