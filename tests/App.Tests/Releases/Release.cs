using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Followup.Tests.Releases;

/// <summary>A message as a release sent it.</summary>
public sealed record WireMessage(
    string Queue, string Subject, string ContentType, string MessageId, DateTimeOffset? ScheduledFor, string Body)
{
    public ServiceBusMessage ToMessage()
    {
        var message = new ServiceBusMessage(Body) { Subject = Subject, ContentType = ContentType, MessageId = MessageId };
        if (ScheduledFor is { } at) message.ScheduledEnqueueTime = at;
        return message;
    }
}

/// <summary>A mail that a release sent: its recipient, where its link leads, and what the provider was told to say back.</summary>
public sealed record WireMail(string To, string Path, IReadOnlyDictionary<string, string> CustomArgs);

/// <summary>What a release had written at one moment, kept as files: <c>release-N/</c> beside this one.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Settings">Those of <c>Local</c>, with the keys that signed the links; the keys open nothing else.</param>
/// <param name="Tables">The rows of each table, as <c>api/tables</c> copies them: type and value of each property.</param>
public sealed record Release(
    DateTimeOffset Now,
    JsonElement Settings,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string[]>>> Tables,
    IReadOnlyList<WireMessage> Messages,
    IReadOnlyList<WireMail> Mails)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<string> Folders =>
        Directory.GetDirectories(Here(), "release-*").Select(folder => Path.GetFileName(folder)).Order();

    public static Release Read(string name)
    {
        return new(
            Part<DateTimeOffset>("now.json"),
            Part<JsonElement>("settings.json"),
            Part<IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string[]>>>>("tables.json"),
            Part<IReadOnlyList<WireMessage>>("messages.json"),
            Part<IReadOnlyList<WireMail>>("mails.json"));

        T Part<T>(string file)
        {
            var json = File.ReadAllText(Path.Combine(Here(), name, file));
            return JsonSerializer.Deserialize<T>(json, Format)!;
        }
    }

    public void Write(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Here(), name));
        Part("now.json", Now);
        Part("settings.json", Settings);
        Part("tables.json", Tables);
        Part("messages.json", Messages);
        Part("mails.json", Mails);

        void Part<T>(string file, T part)
        {
            var json = JsonSerializer.Serialize(part, Format);
            File.WriteAllText(Path.Combine(folder.FullName, file), json + "\n");
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
