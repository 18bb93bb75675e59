"""tau2-retail's data: read into our records, its expected actions replayed, its tasks as wishes."""
