"""What leaves the hub: figure cards, each one figure that stays what it was under an id to cite."""
