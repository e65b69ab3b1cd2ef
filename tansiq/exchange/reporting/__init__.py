"""Reports by workbook: a sheet for each unit whose cells are known by their marks, or a row for each unit."""
