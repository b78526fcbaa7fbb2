using Followup.Shared.Keys;
using Followup.Shared.Links;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Shared.Links;

public sealed class LinkTokensTests
{
    private static readonly DateTimeOffset Expires = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly MailingKey Mailing = Samples.Mailing(Audience.Manager);

    [Fact]
    public void A_token_reads_back_as_what_was_signed() =>
        Assert.Equal(new LinkToken(Mailing, Expires), Tokens("k1").Read(Tokens("k1").Sign(Mailing, Expires)));

    [Fact]
    public void A_token_of_an_older_key_still_reads() =>
        Assert.Equal(Mailing, Tokens("k2").Read(Tokens("k1").Sign(Mailing, Expires))!.Mailing);

    [Theory]
    [InlineData("k9")] // a key that we no longer keep
    [InlineData("k1")] // another key, by the name of one of ours
    public void A_token_signed_by_a_key_that_is_not_ours_does_not_read(string keyId)
    {
        var options = new LinkOptions { KeyId = keyId, Keys = { [keyId] = Key(9) } };
        var token = new LinkTokens(Options.Create(options)).Sign(Mailing, Expires);

        Assert.Null(Tokens("k1").Read(token));
    }

    [Fact]
    public void A_token_cut_anywhere_does_not_read()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);

        Assert.All(Enumerable.Range(0, token.Length), length => Assert.Null(Tokens("k1").Read(token[..length])));
    }

    [Fact]
    public void A_token_changed_anywhere_does_not_read()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);
        // anywhere but in the last character: four of its bits are padding, which decoding drops
        Assert.All(Enumerable.Range(0, token.Length - 1), at =>
        {
            var another = token[at] == 'A' ? 'B' : 'A';
            Assert.Null(Tokens("k1").Read(token[..at] + another + token[(at + 1)..]));
        });
    }

    [Fact]
    public void A_token_whose_key_id_names_another_of_our_keys_does_not_read()
    {
        var token = Tokens("k1").Sign(Mailing, Expires);

        Assert.Null(Tokens("k1").Read($"k2{token[2..]}"));
    }

    [Fact]
    public void A_link_holds_keys_and_no_person()
    {
        var link = Tokens("k1").LinkTo(Mailing, Expires);

        Assert.Matches("^https://followup\\.example/s/k1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", link.ToString());
    }

    private static LinkTokens Tokens(string keyId)
    {
        var options = new LinkOptions
        {
            BaseUrl = "https://followup.example/",
            KeyId = keyId,
            Keys = { ["k1"] = Key(1), ["k2"] = Key(2) },
        };
        return new(Options.Create(options));
    }

    private static string Key(byte value) => Convert.ToBase64String([.. Enumerable.Repeat(value, 32)]);
}
