using System.Globalization;
using System.Security;

namespace Followup.Results.Exports;

/// <summary>A bar chart of a sheet whose first column names and whose others are shares (ECMA-376 part 1, 21.2), and the drawing that places it beside them.</summary>
internal static class BarChart
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", DrawingType = "application/vnd.openxmlformats-officedocument.drawing+xml";

    // the colors of the pages: observed, reported
    private static readonly string[] Colors = ["0B5C7A", "B45F06"];

    public static string Drawing(int rows) => $"""
        <xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
        <xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>14</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{Math.Max(14, 2 * rows + 8)}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
        <xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart" descr="{ChartTable.Title}: the table beside holds its values"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>
        <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></a:graphicData></a:graphic>
        </xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>
        """;

    public static string Chart(ExportTable table, int rows)
    {
        var last = Math.Max(rows, 1) + 1;
        var series = table.Columns.Skip(1).Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"""
            <c:ser><c:idx val="{i}"/><c:order val="{i}"/><c:tx><c:strRef><c:f>{table.Name}!${(char)('B' + i)}$1</c:f></c:strRef></c:tx>
            <c:spPr><a:solidFill><a:srgbClr val="{Colors[i]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>
            <c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
            <c:cat><c:strRef><c:f>{table.Name}!$A$2:$A${last}</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>{table.Name}!${(char)('B' + i)}$2:${(char)('B' + i)}${last}</c:f></c:numRef></c:val></c:ser>
            """));
        return $"""
            <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/><c:chart>
            <c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-US" sz="1200" b="1"/><a:t>{SecurityElement.Escape(ChartTable.Title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>
            <c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{string.Concat(series)}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>
            <c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx>
            <c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="0%" sourceLinked="0"/><c:crossAx val="1"/></c:valAx></c:plotArea>
            <c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>
            """;
    }
}
