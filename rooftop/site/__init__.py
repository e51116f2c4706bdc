"""The MkDocs side: configuration, pages, the frame they stand in, and atomic publishing."""
