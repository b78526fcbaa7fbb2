using Followup.Local;
using Followup.Local.Mail;

namespace Followup.Tests.Local.Mail;

public sealed class MailBoxTests : IDisposable
{
    private readonly TemporaryFolder temp = new();
    private readonly DataFolder folder;

    public MailBoxTests() => folder = DataFolder.Open(temp.Path);

    public void Dispose()
    {
        folder.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task Mails_are_there_after_a_restart_in_their_order_and_to_the_letter()
    {
        await KeepAsync(Sample("a") with { Subject = "Grüße, 你好 🙂", Html = "<p>two\r\nlines & \"quotes\"</p>" }, Sample("b"));

        await using var box = new MailBox(folder);

        Assert.Equal(["a", "b"], box.All().Select(mail => mail.Id));
        Assert.Equal("Grüße, 你好 🙂", box.Find("a")!.Subject);
        Assert.Equal("<p>two\r\nlines & \"quotes\"</p>", box.Find("a")!.Html);
        Assert.Equal("2026-02-16|learner|a", box.Find("b")!.CustomArgs["mailing"]);
        Assert.Null(box.Find("c"));
    }

    [Theory]
    [InlineData(20, "a c")]
    [InlineData(1, "a b c")] // only the line break is missing
    public async Task A_line_that_a_kill_cut_short_is_forgotten_and_written_over_unless_it_is_whole(int missing, string ids)
    {
        await KeepAsync(Sample("a"), Sample("b"));
        using (var file = File.OpenWrite(temp.File("mails.jsonl"))) file.SetLength(file.Length - missing);

        await KeepAsync(Sample("c"));

        await using var box = new MailBox(folder);
        Assert.Equal(ids.Split(' '), box.All().Select(mail => mail.Id));
    }

    private async Task KeepAsync(params CaughtMail[] mails)
    {
        await using var box = new MailBox(folder);
        foreach (var mail in mails) await box.KeepAsync(mail);
    }

    private static CaughtMail Sample(string id) => SampleMail.New() with { Id = id };
}
