"""Pages of this context: documents that go out."""
