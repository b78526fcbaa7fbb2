namespace Followup.Infra.Tests;

/// <summary>Code is written to be read: .editorconfig names the width, and nothing else holds it.</summary>
public sealed class SourcesTests
{
    private const int MostColumns = 140, MostLines = 200;

    [Fact]
    public void No_line_of_code_is_wider_than_140_columns()
    {
        var wide =
            from file in Repository.Sources(".cs", ".razor")
            from line in File.ReadLines(Repository.File(file)).Index()
            where line.Item.Length > MostColumns
            select $"{file}:{line.Index + 1} has {line.Item.Length} columns";

        Assert.Empty(wide);
    }

    /// <summary>The reason stands in the first line, as a comment that begins with "Long because".</summary>
    [Fact]
    public void A_file_of_more_than_200_lines_gives_its_reason_at_the_top()
    {
        var unexplained =
            from file in Repository.Sources(".cs", ".razor", ".css")
            let lines = File.ReadAllLines(Repository.File(file))
            where lines.Length > MostLines && !lines[0].Contains("Long because", StringComparison.Ordinal)
            select $"{file} has {lines.Length} lines";

        Assert.Empty(unexplained);
    }
}
