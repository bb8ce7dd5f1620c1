"""The oracle: a slow recount in plain Python, which shares no code with the statistics that it is held against."""
