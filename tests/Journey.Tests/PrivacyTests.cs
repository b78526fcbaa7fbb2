using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;

namespace Followup.Journey.Tests;

/// <summary>
/// No personal data in table keys, in messages that wait, in logs, in addresses, or in what the mail provider is told beside the mail.
/// </summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task Nobody_is_found_where_nobody_may_be_named()
    {
        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated", "--verbose");
        await Cohort.ImportAsync(local);
        var waiting = await WaitingAsync(local);
        await local.AdvanceAsync("P45D");
        waiting += await WaitingAsync(local);
        foreach (var mail in (await local.MailsAsync()).Where(mail => !mail.IsReminder)) await Answers.PostAsync(mail.Page, "often");
        await local.AdvanceAsync("P21D");

        var mails = await local.MailsAsync();
        var keys = await KeysAsync(local);
        Assert.Contains("ai-eval", keys, StringComparison.Ordinal); // the search had something to search
        Assert.Contains("followup-due/1", waiting, StringComparison.Ordinal);
        Assert.Contains("Invitation 20", local.Written, StringComparison.Ordinal);
        NobodyIn("table keys", keys);
        NobodyIn("waiting messages", waiting);
        NobodyIn("logs", local.Written);
        // whoever has a link is let in
        Assert.DoesNotContain(
            mails.SelectMany(mail => mail.Links), link => local.Written.Contains(link.Split('/', '?')[4], StringComparison.Ordinal));
        NobodyIn("links", string.Join('\n', mails.SelectMany(mail => mail.Links)));
        var besideTheMail = mails.SelectMany(mail => mail.CustomArgs.Values.Concat(mail.Headers.Values));
        NobodyIn("custom arguments and headers", string.Join('\n', besideTheMail));
        NobodyIn("decoded links", string.Join('\n', mails.Select(mail => Decoded(mail.Page))));
    }

    private static void NobodyIn(string where, string text)
    {
        foreach (var trace in Cohort.Traces)
            Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"'{trace}' was found in the {where}.");
    }

    private static async Task<string> KeysAsync(LocalProcess local)
    {
        var service = new TableServiceClient(local.Info.GetProperty("tables").GetString());
        List<string> keys = [];
        await foreach (var table in service.QueryAsync())
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
                keys.Add($"{table.Name}: {row.PartitionKey} / {row.RowKey}");
        }
        return string.Join('\n', keys);
    }

    private static async Task<string> WaitingAsync(LocalProcess local)
    {
        await using var client = new ServiceBusClient(local.Info.GetProperty("serviceBus").GetString());
        List<string> messages = [];
        foreach (var queue in (string[])["completions", "due"])
        {
            await using var receiver = client.CreateReceiver(queue);
            foreach (var message in await receiver.PeekMessagesAsync(200))
            {
                var properties = string.Join(' ', message.ApplicationProperties.Values);
                messages.Add($"{message.Subject} {message.MessageId} {message.Body} {properties}");
            }
        }
        return string.Join('\n', messages);
    }

    private static string Decoded(string page)
    {
        var payload = page.Split('/')[^1].Split('.')[1].Replace('-', '+').Replace('_', '/');
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
    }
}
