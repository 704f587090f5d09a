"""Reports to send on: what a folder of results says, as one HTML file and as a workbook."""

from ecosim.reporting.report import FORMATS, report, write_report

__all__ = ["FORMATS", "report", "write_report"]
