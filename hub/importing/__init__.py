"""From the bytes of an office's workbook to typed rows and problems."""
