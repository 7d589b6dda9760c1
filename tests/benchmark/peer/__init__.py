"""What a user would write instead: the months of the sample in one Python process, see tests/README.md."""
