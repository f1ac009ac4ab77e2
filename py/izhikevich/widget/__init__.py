"""The page in a notebook, answered by the kernel's Python; needs anywidget."""
