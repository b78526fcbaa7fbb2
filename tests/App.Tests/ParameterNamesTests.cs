using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Followup.Tests;

/// <summary>The trap of <see cref="ArchitectureTests"/>, seen from outside: what a request calls by the name of a parameter.</summary>
public sealed class ParameterNamesTests(SystemFixture fixture)
{
    private static readonly string[] Names = ["ct", "request", "cancellationToken", "id", "token", "file", "table", "context"];

    [Fact]
    public async Task A_name_in_the_query_or_the_body_changes_no_answer()
    {
        var program = await fixture.NewProgramAsync();
        var query = string.Join('&', Names.Select(name => $"{name}=x"));
        var body = JsonSerializer.Serialize(Names.ToDictionary(name => name, _ => "x"));
        List<string> wrong = [];
        foreach (var (method, path) in Calls(program))
        {
            var plain = await StatusAsync(method, path, "{}");
            var named = await StatusAsync(method, $"{path}?{query}", body);
            if (plain != named || (int)named >= 500) wrong.Add($"{method} /{path}: {plain}, with names {named}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<(string Method, string Path)> Calls(string program) =>
        from function in HttpFunction.All
        let path = Regex.Replace(function.Route, @"\{(\w+)[^}]*\}", part => ValueOf(part.Groups[1].Value, program))
        from method in function.Trigger.Methods!
        select (method.ToUpperInvariant(), path);

    /// <summary>
    /// Stands for a part of a route; where it can be, by the name of something that is there: were a value of the query taken instead, the
    /// answer would be 404.
    /// </summary>
    private static string ValueOf(string part, string program) => part switch
    {
        "id" => program,
        "file" => "summary.csv",
        "table" => "programs",
        "token" => "no-token-of-ours",
        "ignored" => "", // the root
        _ => throw new NotSupportedException($"Say here what is to stand for {part}."),
    };

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        if (method is "POST" or "PUT") request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
