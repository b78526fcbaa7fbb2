using System.Text;
using Followup.Shared.Http;

namespace Followup.Tests.Shared.Http;

public sealed class CsvTableTests
{
    private static readonly string[] Columns = ["id", "email", "name"];

    public static TheoryData<string, byte[], string?> Files => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes("id;name\n1;Müller"), null },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("id,name\n1,Müller\n")], null },
        { "Excel's Unicode text", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id\tname\r\n1\tMüller\r\n")], null },
        { "the same, declared as UTF-8", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id\tname\r\n1\tMüller")], "utf-8" },
        { "UTF-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("id|name\r1|Müller")], null },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes("id,name\n1,Müller\n"), null },
        { "Windows-1252, declared", Encoding.Latin1.GetBytes("sep=;\r\nid;name\r\n1;Müller\r\n"), "windows-1252" },
        { "Latin-1, declared", Encoding.Latin1.GetBytes("\"sep=;\"\nid;name;;\n1;Müller;;\n;;;\n"), "\"ISO-8859-1\"" },
        { "in quotes", Encoding.UTF8.GetBytes("\r\n\"id\" ,\"name\"\r\n=\"1\",\"Müller\"\r\n\r\n,\r\n"), null },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_spreadsheets_save_is_read(string what, byte[] file, string? charset)
    {
        Assert.NotEmpty(what);
        var row = Assert.Single(await RowsAsync(file, charset));

        Assert.Equal((null, "1", "Müller"), (row.Flaw, row["id"], row["name"]));
        Assert.Null(row["email"]);
    }

    [Fact]
    public async Task A_row_is_named_by_the_line_on_which_it_begins()
    {
        var rows = await RowsAsync("sep=,\r\nid,name\r\n1,\"two\r\nlines\"\r\n\r\n2,x\r\n");

        Assert.Equal([(3, "two\r\nlines"), (6, "x")], rows.Select(row => (row.Line, row["name"]!)));
    }

    [Theory]
    [InlineData("id,name\n1,a\n2,\"b\n3,c\n", 1, 3, "opens on line 3 before 'b'")]
    [InlineData("id,name\n1,\"a\nb\",\"c\n", 0, 3, "opens on line 3")]
    public async Task An_open_quote_is_named_by_its_line_and_what_stands_before_is_handed_out(string csv, int before, int line, string says)
    {
        var (rows, broken) = await BrokenAsync(Encoding.UTF8.GetBytes(csv));

        Assert.Equal((before, line), (rows.Count, broken.Line));
        Assert.Contains(says, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_opens_early_in_a_long_file_is_found_soon()
    {
        var csv = "id,name\n1,a\n2,\"b\n" + string.Concat(Enumerable.Range(3, 3000).Select(i => $"{i},some name\n"));

        var (rows, broken) = await BrokenAsync(Encoding.UTF8.GetBytes(csv));

        Assert.Equal((1, 3), (rows.Count, broken.Line));
        Assert.Contains("10000 characters", broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // a mark promises UTF-8 and nothing else: it must not be read less strictly
    public async Task A_byte_that_is_no_text_is_named_by_its_line_and_cell(bool hasMark)
    {
        byte[] file = [.. hasMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.Latin1.GetBytes("id,name\n1,a\n2,M\u00fcller\n3,c\n")];

        var (rows, broken) = await BrokenAsync(file);

        Assert.Equal((1, 3), (rows.Count, broken.Line));
        Assert.Contains("'M\uFFFDller' is not UTF-8 text", broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Employee #,Work Email,name", null, "'Employee #', 'Work Email'; known are id, email, name")]
    [InlineData("id,,name", null, "''")]
    [InlineData("id,name", "klingon", "'klingon'")]
    [InlineData("PK\u0003\u0004", null, "workbook")]
    public async Task A_file_that_is_none_says_all_that_is_wrong(string csv, string? charset, string says)
    {
        var refused = await Assert.ThrowsAnyAsync<FormatException>(() => RowsAsync(Encoding.UTF8.GetBytes(csv), charset));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,a,b,c", true, false)]
    [InlineData("1,a \"b\" c,d", true, false)]
    [InlineData("1,\"a\"b,c", true, false)]
    [InlineData("1,a", false, true)]
    [InlineData("1,a,b,,,", false, false)]
    [InlineData("1,\"a \"\"b\"\", c\",d", false, false)]
    public async Task A_row_has_to_fit_the_header(string row, bool isFlawed, bool isShort)
    {
        var read = Assert.Single(await RowsAsync($"id,email,name\n{row}\n"));

        Assert.Equal((isFlawed, isShort), (read.Flaw is not null, read.Shortness is not null));
    }

    [Theory]
    [InlineData("  \r\n \nid;email;name\n1;a;b\n")]
    [InlineData("\n\t\t\nid;email;name\n1;a;b\n")]
    [InlineData(";;\n\nid;email;name\n1;a;b\n")]
    public async Task Lines_of_nothing_before_the_header_do_not_decide_what_delimits(string csv)
    {
        var row = Assert.Single(await RowsAsync(csv));

        Assert.Equal((4, "b"), (row.Line, row["name"]));
    }

    private static Task<List<CsvRow>> RowsAsync(string csv) => RowsAsync(Encoding.UTF8.GetBytes(csv));

    private static async Task<List<CsvRow>> RowsAsync(byte[] file, string? charset = null)
    {
        using var body = new MemoryStream(file);
        using var table = await CsvTable.OpenAsync(body, Columns, ["id"], charset, TestContext.Current.CancellationToken);
        return await table.RowsAsync().ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(List<CsvRow> Rows, CsvBrokenException Broken)> BrokenAsync(byte[] file)
    {
        using var body = new MemoryStream(file);
        using var table = await CsvTable.OpenAsync(body, Columns, ["id"]);
        List<CsvRow> rows = [];
        var broken = await Assert.ThrowsAsync<CsvBrokenException>(async () =>
        {
            await foreach (var row in table.RowsAsync()) rows.Add(row);
        });
        return (rows, broken);
    }
}
