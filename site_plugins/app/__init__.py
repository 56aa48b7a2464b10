"""The page *Map your flows*: the browser application, and what ships it with its interpreter."""
