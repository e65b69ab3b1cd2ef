"""What every list, form and page of details is made of, whatever the table."""
