"""What organisations are beside their row: their legal status, the files of their documents, where they are at work."""
