using System.Text.Json;

namespace Followup.Benchmarks.Harness;

/// <summary>Measures for programs: an array of objects whose names carry their units.</summary>
internal static class MeasureFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(FileInfo file, IReadOnlyList<Measure> measures) =>
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(measures, Format) + "\n");
}
