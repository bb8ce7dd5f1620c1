"""Figure cards and vintages."""
