using System.Globalization;
using Followup.Results.Reports;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class TrendChart
{
    // so that labels do not overlap
    private const double LabelWidth = 76;

    /// <summary>By round day, in order.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<NamedFigures> Points { get; set; } = [];

    /// <summary>Without axis, in a table's cell, and only the observed shares.</summary>
    [Parameter] public bool Small { get; set; }

    private int Width => Small ? 150 : 640;

    private int Height => Small ? 40 : 220;

    private List<ShownShare> Observed { get; set; } = [];

    public static DateOnly DayOf(NamedFigures round) => DateOnly.ParseExact(round.Group.Name, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected override void OnParametersSet() => Observed = [.. Points.Select(point => ShownShare.Observed(point.Figures))];

    private IEnumerable<(string Name, List<ShownShare> Shares)> Lines
    {
        get
        {
            if (!Small) yield return ("reported", [.. Points.Select(point => ShownShare.Reported(point.Figures))]);
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
            var (first, last) = (DayOf(Points[0]), DayOf(Points[^1]));
            var days = $"Observed by managers, by round day, from {Phrases.Date(first)} to {Phrases.Date(last)}";
            return Last.Share is { } share ? $"{days}; last {Phrases.Percent(share)}." : $"{days}; nothing is told.";
        }
    }

    /// <summary>SVG's path: a line through all that is told. On a day without a round nothing new was counted: it is no gap.</summary>
    private string Line(List<ShownShare> shares)
    {
        var told = shares.Index().Where(point => point.Item.Share is not null).ToList();
        return string.Concat(told.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{X(point.Index)} {Y(point.Item.Share!.Value)}"));
    }

    private IEnumerable<int> Labeled()
    {
        var free = double.MinValue;
        for (var i = 0; i < Points.Count; i++)
        {
            if (Left(i) < free) continue;
            free = Left(i) + LabelWidth;
            yield return i;
        }
    }

    private string X(int i) => Phrases.At(Left(i));

    /// <summary>Days lie as far apart as they are.</summary>
    private double Left(int i)
    {
        var (left, right) = Small ? (4.0, Width - 40.0) : (70.0, Width - 30.0);
        var first = DayOf(Points[0]).DayNumber;
        var days = DayOf(Points[^1]).DayNumber - first;
        return days == 0 ? (left + right) / 2 : left + (right - left) * (DayOf(Points[i]).DayNumber - first) / days;
    }

    private double Top(double share) => Small ? 4 + 32 * (1 - share) : 12 + 170 * (1 - share);

    private string Y(double share) => Phrases.At(Top(share));
}
