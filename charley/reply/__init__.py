"""What Charley says: neutral blocks, and how they become short texts."""
