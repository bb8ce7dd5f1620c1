"""Sheets of the bureaus of human resources and social security (人力资源和社会保障部门)."""
