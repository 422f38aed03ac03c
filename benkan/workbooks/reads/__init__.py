"""What pages ask of files that come in and documents that go out; row policies decide whose."""
