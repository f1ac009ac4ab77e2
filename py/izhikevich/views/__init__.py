"""What the page shows: views that declare their parameters once and compute figures from them."""
