"""Made-up returns of ten districts, plainly marked as illustrative."""
