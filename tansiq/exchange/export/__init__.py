"""From the register to a workbook; and the sheet of an import given back with its faults marked."""
