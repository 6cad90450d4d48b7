"""Text without knowledge of files or notices: widths, numerals, dates, outline, sentences."""
