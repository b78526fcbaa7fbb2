using DocumentFormat.OpenXml.Spreadsheet;

namespace Followup.Results.Exports;

/// <summary>The styles of cells, and their numbers: places in the list of cell formats.</summary>
internal static class WorkbookStyles
{
    public const uint Plain = 0;
    public const uint Heading = 1;
    public const uint Date = 2;
    public const uint Time = 3;
    public const uint Share = 4;

    // own number formats begin at 164 (ECMA-376 part 1, 18.8.30)
    private const uint DateFormat = 164;
    private const uint TimeFormat = 165;
    private const uint ShareFormat = 166;

    public static Stylesheet Sheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy-mm-dd" },
            new NumberingFormat { NumberFormatId = TimeFormat, FormatCode = "yyyy-mm-dd hh:mm:ss" },
            new NumberingFormat { NumberFormatId = ShareFormat, FormatCode = "0.0000" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        // in the order of the numbers above
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = DateFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = TimeFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = ShareFormat, ApplyNumberFormat = true }));
}
