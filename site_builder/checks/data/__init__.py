"""What must hold before anything is computed."""
