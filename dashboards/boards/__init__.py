"""The boards, one TOML file each; the file name is the address of its page."""
