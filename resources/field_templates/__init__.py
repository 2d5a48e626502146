"""Ready fields for some kinds of shops, one file each."""
