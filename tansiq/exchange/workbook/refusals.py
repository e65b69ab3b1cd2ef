"""Why a whole file is refused, and the way out of it."""

from tansiq.language.words import say

EMPTY = say("The file is empty. Choose the workbook itself and send it again.")
BROKEN = say("The file is damaged and cannot be read. Open it in a spreadsheet program, save it, and send that.")
LOCKED = say("This workbook is locked with a password. Save it without one, then send it again.")
OLD = say("This is a workbook of the old .xls kind. Open it in a spreadsheet program and save it as .xlsx.")
BINARY = say("This is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx, then send that.")
MARKUP = say("This is a web page or XML, not a workbook. Open it in Excel and save it as .xlsx, then send that.")
NO_WORKBOOK = say("This file is no workbook. Send an XLSX, XLSM, ODS or CSV file.")
TOO_LARGE = say("The file unpacks to more than this register reads. Delete sheets and formats that nobody needs.")
TOO_MANY_FAILED = say("Hundreds of thousands of formulas of a sheet failed. Correct them, then send it again.")
TOO_MANY_MERGED = say("Too many cells of a sheet are merged. Undo the merging, then send the file again.")
TOO_MANY_CELLS = say("A sheet has more rows, columns or cells than a spreadsheet program shows. Delete those below and "
                     "beside the table, then send the file again.")  # fmt: skip
