using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Followup.People;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>Files as spreadsheets save them and people send them, over HTTP.</summary>
public sealed class SpreadsheetFilesTests(SystemFixture fixture)
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..12];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text/csv; charset=windows-1252")]
    [InlineData("application/vnd.ms-excel; charset=\"ISO-8859-1\"")]
    public async Task A_declared_charset_is_read(string type)
    {
        using var file = Encoding.Latin1.GetBytes(Csv(';')).OfType(type);

        await CheckAsync(await fixture.PostPeopleAsync(file));
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-www-form-urlencoded")] // what curl says of --data-binary
    [InlineData(null)]
    public async Task Tab_separated_UTF_16_is_read_whatever_is_declared(string? type)
    {
        using var file = ((byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Csv('\t'))]).OfType(type);

        await CheckAsync(await fixture.PostPeopleAsync(file));
    }

    [Theory]
    [InlineData("text/csv; charset=windows-1252", false)]
    [InlineData("application/octet-stream", true)]
    public async Task The_one_file_of_a_form_is_taken_and_read_as_its_part_declares(string type, bool isUtf8)
    {
        using var file = (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(Csv(',')).OfType(type);
        using var form = new MultipartFormDataContent { { file, "anything", "people.csv" } };

        await CheckAsync(await fixture.PostPeopleAsync(form));
    }

    [Fact]
    public async Task Completions_come_as_a_form_too()
    {
        var program = await fixture.NewProgramAsync();
        var person = (await fixture.NewPeopleAsync())[0];
        var csv = $"sep=;\r\nprogram;learner;completedAt\r\n{program};{person};2026-01-05\r\n";
        using var file = Encoding.UTF8.GetBytes(csv).OfType("text/csv");
        using var form = new MultipartFormDataContent { { file, "file", "completions.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/completions/import") { Content = form };
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Contains("\"accepted\":1", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_no_file_or_of_two_says_what_to_send()
    {
        using var none = new MultipartFormDataContent { { new StringContent("id,email,name"), "text" } };
        using var two = new MultipartFormDataContent
        {
            { new StringContent(Csv(',')), "a", "a.csv" }, { new StringContent(Csv(',')), "b", "b.csv" },
        };
        foreach (var form in (HttpContent[])[none, two, Encoding.UTF8.GetBytes("no form").OfType("multipart/form-data; boundary=B")])
        {
            var refused = await fixture.PostPeopleAsync(form);

            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("the file itself as the body", Assert.Single(refused.Errors).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_midway_can_send_all_of_it_again()
    {
        var csv = new StringBuilder("id,email,name\n");
        for (var i = 0; i < 1200; i++) csv.Append(CultureInfo.InvariantCulture, $"{i}-{mark},{i}-{mark}@followup.example,Number {i}\n");
        var head = $"POST /api/people/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {csv.Length * 2}\r\n")
            + $"x-functions-key: {fixture.System.FunctionKey}\r\n\r\n";
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(fixture.System.Address.Host, fixture.System.Address.Port, Ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + csv), Ct);
            while (await Store.FindAsync(PersonKey.Of($"0-{mark}"), Ct) is null) Ct.ThrowIfCancellationRequested();
        }

        var sent = await fixture.ImportPeopleAsync(csv.ToString());

        Assert.Equal((HttpStatusCode.OK, 0, 1200), (sent.Status, sent["rejected"], sent.Verdicts("rows").Count));
        Assert.Equal(1200, (await fixture.ImportPeopleAsync(csv.ToString()))["unchanged"]);
    }

    private PersonStore Store => fixture.System.Services.GetRequiredService<PersonStore>();

    private string Csv(char delimiter) =>
        $"id,email,name\r\ne-{mark},e-{mark}@followup.example,J\u00fcrgen M\u00fcller\r\n".Replace(',', delimiter);

    private async Task CheckAsync(Answered answered)
    {
        Assert.Equal((HttpStatusCode.OK, 1), (answered.Status, answered["created"]));
        var person = await Store.FindAsync(PersonKey.Of($"e-{mark}"), Ct);
        Assert.Equal("J\u00fcrgen M\u00fcller", person!.Name);
    }

    [Fact]
    public async Task A_file_without_its_ends_of_lines_is_not_repeated_as_names_of_columns()
    {
        var rows = Enumerable.Range(1, 2000).Select(i => $"p{i},p{i}@followup.example,Person {i}"); // curl -d
        using var file = Encoding.UTF8.GetBytes("id,email,name" + string.Concat(rows)).OfType("application/x-www-form-urlencoded");

        var reason = Assert.Single((await fixture.PostPeopleAsync(file)).Errors).Reason;

        Assert.Contains("--data-binary", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Length, 1, 3000);
    }
}
