using Followup.Results.Figures;
using Followup.Results.Reports;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class TrendChart
{
    [Parameter, EditorRequired] public IReadOnlyList<NamedFigures> Points { get; set; } = [];

    /// <summary>Without axis, in a table's cell, and only the observed rates.</summary>
    [Parameter] public bool Small { get; set; }

    private int Width => Small ? 150 : 640;

    private int Height => Small ? 40 : 220;

    private List<Rate> Observed { get; set; } = [];

    protected override void OnParametersSet() => Observed = [.. Points.Select(point => point.Figures.Headline.Observed)];

    private IEnumerable<(string Name, List<Rate> Rates)> Lines
    {
        get
        {
            if (!Small) yield return ("reported", [.. Points.Select(point => point.Figures.Headline.Reported)]);
            yield return ("observed", Observed);
        }
    }

    private (double? Share, int Index) Last => Observed
        .Index()
        .Where(point => point.Item.Share is not null)
        .Select(point => (point.Item.Share, point.Index))
        .LastOrDefault();

    private string Label
    {
        get
        {
            var months = Points.Select(point => $"{Phrases.Months(point.Name)} {Phrases.Of(point.Figures.Headline.Observed)}");
            return $"By month of completion, observed: {string.Join("; ", months)}.";
        }
    }

    /// <summary>SVG's path: a line through all points, broken where a share is missing.</summary>
    private string Line(List<Rate> rates)
    {
        return string.Concat(rates.Select(Step));

        string Step(Rate rate, int i)
        {
            if (rate.Share is not { } share) return "";
            var follows = i > 0 && rates[i - 1].Share is not null;
            return $"{(follows ? 'L' : 'M')}{X(i)} {Y(share)}";
        }
    }

    /// <summary>More than a year of labels would overlap: then only each third month has one.</summary>
    private bool HasLabel(int i) => Points.Count <= 12 || i % 3 == 0;

    private string X(int i)
    {
        var (left, right) = Small ? (4.0, Width - 40.0) : (70.0, Width - 30.0);
        var position = Points.Count == 1
            ? (left + right) / 2
            : left + (right - left) * i / (Points.Count - 1);
        return Phrases.At(position);
    }

    private double Top(double share) => Small ? 4 + 32 * (1 - share) : 12 + 170 * (1 - share);

    private string Y(double share) => Phrases.At(Top(share));
}
