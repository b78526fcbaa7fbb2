using System.Security.Cryptography;
using System.Text.Json;

namespace Followup.Local;

/// <summary>The settings that are made at the first start and kept with the data, in <c>settings.json</c>.</summary>
/// <param name="ClockAhead">By how much the simulated clock is ahead of the real one; null on the system's clock.</param>
/// <param name="MailEventKey">The mail catcher's ECDSA key (P-256, PKCS #8) that signs its events.</param>
/// <param name="LotKey">
/// By which it is drawn who waits for the next count; made when first missed, as folders of earlier releases have none.
/// </param>
public sealed record LocalSettings(
    string FunctionKey,
    string LinkKey,
    string MailKey,
    string MailEventKey,
    TimeSpan? ClockAhead,
    string? LotKey = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static LocalSettings Load(DataFolder folder, bool? simulatedClock)
    {
        var path = folder.File("settings.json");
        var kept = File.Exists(path) ? Read(path) : New();
        if (simulatedClock == false && kept.ClockAhead > TimeSpan.Zero)
        {
            throw new CannotStartException(
                $"The data in {folder.Path} were made on a simulated clock that is {kept.ClockAhead.Value.TotalDays:0} days ahead; "
                + "use --clock simulated, or another --data.");
        }
        TimeSpan? clockAhead = simulatedClock switch
        {
            null => kept.ClockAhead,
            true => kept.ClockAhead ?? TimeSpan.Zero,
            false => null,
        };
        var settings = kept with { ClockAhead = clockAhead, LotKey = kept.LotKey ?? NewKey() };
        settings.Save(folder);
        return settings;
    }

    /// <summary>Written to a file beside and moved into place, so that a crash leaves the old or the new settings whole.</summary>
    public void Save(DataFolder folder)
    {
        var path = folder.File("settings.json");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Format));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static LocalSettings Read(string path)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<LocalSettings>(File.ReadAllText(path), Format)
                ?? throw new JsonException("The file is empty.");
            if (settings.FunctionKey.Length == 0 || settings.MailKey.Length == 0) throw new FormatException("A key is empty.");
            if (Convert.FromBase64String(settings.LinkKey).Length < 32) throw new FormatException("linkKey needs 32 bytes.");
            using var events = ECDsa.Create();
            events.ImportPkcs8PrivateKey(Convert.FromBase64String(settings.MailEventKey), out _);
            return settings;
        }
        catch (Exception e) when (e is JsonException or FormatException or CryptographicException)
        {
            throw new CannotStartException($"{path} cannot be read ({e.Message.TrimEnd('.')}); mend it, or move the data folder away.", e);
        }
    }

    private static LocalSettings New()
    {
        using var events = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(
            FunctionKey: Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            LinkKey: NewKey(),
            MailKey: $"SG.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}",
            MailEventKey: Convert.ToBase64String(events.ExportPkcs8PrivateKey()),
            ClockAhead: null);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
