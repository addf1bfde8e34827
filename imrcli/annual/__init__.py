"""The report on a database, in the shape of DWC's annual reports on independent medical review.

`parts` says what is counted, `page` makes the HTML, `workbook` the Excel file of its tables.
"""
