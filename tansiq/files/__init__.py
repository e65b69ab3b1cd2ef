"""Files that fields of the ministry's own hold: photographs made anew, files kept, given out and removed."""
