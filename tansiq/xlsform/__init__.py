r"""XLSForm, the workbook in which surveys are written for KoBoToolbox, ODK and others: taken in, and written.

    survey | choices | settings --tables--> lines --reading--> a document of definitions, with the cell of each value
                                                           \--> what is wrong and what is left out, each at its cell
    a record type, a form, a version of it --content--> writing --> the same three sheets

What comes in goes the way of any document of definitions (tansiq.definition_documents). Columns of ours begin with
"tansiq::" and are passed over by other programs; they say what XLSForm has no word for.
"""
