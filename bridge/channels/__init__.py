"""The doors: each channel's way in and its way of drawing, side by side."""
