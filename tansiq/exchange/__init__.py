"""Files in and out: 5W sheets, HXL, XLSX, CSV. One module for each idea; nothing here knows the web."""
