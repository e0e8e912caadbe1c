"""The dashboard on paper: its pages as one self-contained HTML file, or as a PDF.

Each page is run as it stands and what it drew is written down, so that no page knows of reports and a report shows
nothing else than the page.
"""
