"""Understanding a sheet: its header, what each column holds, its rows as typed values."""
