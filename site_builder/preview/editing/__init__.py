"""Editing at the desk: a page or an entry as a form, checked and written by the program itself."""
