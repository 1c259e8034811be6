"""Files for analysts: the events of a period as lines, rows or columns; all views as one DuckDB file."""
