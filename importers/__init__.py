"""The sheets of the agencies: one module a form, one package an agency, found by discovery."""
