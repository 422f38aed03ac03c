"""Read, map, stage, dry run, undo and write sheets; knows no subject."""
