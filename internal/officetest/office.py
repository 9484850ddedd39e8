"""Has LibreOffice open workbooks and tells what is in them, as JSON.

It reads one line of JSON a workbook from its standard input:

    {"open": PATH, "sheets": HOW MANY OR 0 FOR ALL, "store": PATH OR "", "blank": WHETHER}

and answers each with one line: the cells of its sheets as they are shown and as
they are held, and its PivotTables before and after they were worked out anew.
With "blank", the cells of a PivotTable are emptied first, so that nothing but
working it out can fill them. With "store" the workbook is saved there as xlsx.
Its one argument is the folder for LibreOffice's settings.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

# Flags of com.sun.star.sheet.CellFlags: values, dates, words, formulas.
CONTENT = 1 | 2 | 4 | 16


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def start(profile):
    pipe = "schoolbench%d" % os.getpid()
    office = subprocess.Popen(
        ["soffice", "-env:UserInstallation=" + uno.systemPathToFileUrl(profile), "--headless", "--norestore",
         "--nologo", "--nodefault", "--accept=pipe,name=%s;urp" % pipe],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + 180
    while True:
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return office, context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except NoConnectException:
            if office.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)


def cells_of(sheet, area):
    """The cells of an area, each as [what is held, what is shown]."""
    block = sheet.getCellRangeByPosition(area[0], area[1], area[2], area[3])
    return [[[held, block.getCellByPosition(column, row).String if held != "" else ""] for column, held in enumerate(line)]
            for row, line in enumerate(block.getDataArray())]


def used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return 0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow


def pivots_of(sheet, blank):
    told = []
    for name in sheet.DataPilotTables.ElementNames:
        table = sheet.DataPilotTables.getByName(name)
        at = table.OutputRange
        area = (at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
        before = cells_of(sheet, area)
        if blank:
            sheet.getCellRangeByPosition(*area).clearContents(CONTENT)
        table.refresh()
        at = table.OutputRange
        told.append({"sheet": sheet.Name, "name": name, "before": before,
                     "after": cells_of(sheet, (at.StartColumn, at.StartRow, at.EndColumn, at.EndRow))})
    return told


def look(desktop, job):
    told = {"open": job["open"], "error": "", "sheets": [], "pivots": []}
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["open"]), "_blank", 0, (setting("Hidden", True),))
    if document is None:
        told["error"] = "LibreOffice does not open it"
        return told
    try:
        sheets = [document.Sheets.getByIndex(i) for i in range(document.Sheets.Count)]
        for sheet in sheets[:job["sheets"] or None]:
            told["sheets"].append({"name": sheet.Name, "cells": cells_of(sheet, used(sheet))})
        if job["store"]:
            for sheet in sheets:
                told["pivots"] += pivots_of(sheet, job["blank"])
            document.storeToURL(uno.systemPathToFileUrl(job["store"]), (setting("FilterName", "Calc MS Excel 2007 XML"),))
    finally:
        document.close(True)
    return told


def main():
    office, desktop = start(sys.argv[1])
    try:
        for line in sys.stdin:
            job = json.loads(line)
            try:
                told = look(desktop, job)
            except Exception as problem:  # told to the test, which fails
                told = {"open": job["open"], "error": "%s: %s" % (type(problem).__name__, problem)}
            print(json.dumps(told), flush=True)
    finally:
        try:
            desktop.terminate()
            office.wait(30)
        except Exception:
            office.kill()


main()
