"""From rows that were read to what would be entered: new, changed, repeated, proposed, refused."""
