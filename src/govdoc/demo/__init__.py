"""The fictional county, end to end: made from text, worked through, measured against its truth."""
