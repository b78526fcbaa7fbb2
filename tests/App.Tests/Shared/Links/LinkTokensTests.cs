using System.Net;
using Followup.Shared.Keys;
using Followup.Shared.Links;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Shared.Links;

/// <summary>Which links open a page.</summary>
public sealed class LinkTokensTests(SystemFixture fixture)
{
    private static readonly DateTimeOffset Expires = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly MailingKey Mailing = Samples.Mailing(Audience.Manager);

    [Fact]
    public void A_token_reads_back_as_what_was_signed() =>
        Assert.Equal(new LinkToken(Mailing, Expires), Tokens("k1").Read(Tokens("k1").Sign(Mailing, Expires)));

    [Fact]
    public void A_token_of_an_older_key_still_reads() =>
        Assert.Equal(Mailing, Tokens("k2").Read(Tokens("k1").Sign(Mailing, Expires))!.Mailing);

    [Fact]
    public void A_token_of_a_key_we_no_longer_keep_does_not()
    {
        var elsewhere = new LinkOptions { KeyId = "k9", Keys = { ["k9"] = Key(9) } };

        Assert.Null(Tokens("k1").Read(new LinkTokens(Options.Create(elsewhere)).Sign(Mailing, Expires)));
    }

    [Fact]
    public void A_token_signed_by_another_key_of_the_same_name_does_not()
    {
        var forger = new LinkOptions { KeyId = "k1", Keys = { ["k1"] = Key(9) } };

        Assert.Null(Tokens("k1").Read(new LinkTokens(Options.Create(forger)).Sign(Mailing, Expires)));
    }

    [Fact]
    public void A_token_cut_anywhere_does_not()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);

        Assert.All(Enumerable.Range(0, token.Length), length => Assert.Null(Tokens("k1").Read(token[..length])));
    }

    [Fact]
    public void A_token_changed_anywhere_does_not()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);
        // but for the last character: four of its bits are padding, which decoding drops
        Assert.All(Enumerable.Range(0, token.Length - 1), at =>
            Assert.Null(Tokens("k1").Read(token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..])));
    }

    [Fact]
    public void A_token_whose_key_id_names_another_of_our_keys_does_not()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);

        Assert.Null(Tokens("k1").Read($"k2{token[2..]}"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("k1.a.b")]
    [InlineData("local..")]
    [InlineData("%3Cscript%3E")]
    public async Task What_is_no_link_of_ours_gets_a_plain_page(string token)
    {
        using var response = await fixture.Http.GetAsync(new Uri($"s/{token}", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1>This link does not work</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_holds_keys_and_no_person()
    {
        var link = Tokens("k1").LinkTo(Mailing, Expires);

        Assert.Matches("^https://followup\\.example/s/k1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", link.ToString());
    }

    private static LinkTokens Tokens(string keyId) => new(Options.Create(
        new LinkOptions { BaseUrl = "https://followup.example/", KeyId = keyId, Keys = { ["k1"] = Key(1), ["k2"] = Key(2) } }));

    private static string Key(byte value) => Convert.ToBase64String([.. Enumerable.Repeat(value, 32)]);
}
