"""What must hold before anything is written; `every_check` lists all but the checks of data."""
