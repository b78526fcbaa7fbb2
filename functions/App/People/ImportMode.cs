using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace Followup.People;

/// <summary>How a file of people is taken.</summary>
/// <param name="IsWhole"><c>mode=full</c>: the file lists everybody, and who is missing is not active any more.</param>
/// <param name="IsConfirmed"><c>confirm=true</c>: however many are missing.</param>
/// <param name="IsDry"><c>dryRun=true</c>: only says what would be.</param>
public sealed record ImportMode(bool IsWhole = false, bool IsConfirmed = false, bool IsDry = false)
{
    // the last two are the host's: https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
    private static readonly string[] Known = ["mode", "confirm", "dryRun", "code", "clientId"];

    public static (ImportMode Mode, FieldError? Error) Of(IQueryCollection query)
    {
        var mode = query["mode"].ToString();
        FieldError? error = mode is "" or "full" ? null : new("mode", $"'{mode}' is no mode; say full, or leave it out.");
        // dry-run, misspelt, would be no dry run
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            error ??= new(unknown, "There is no such choice; there are mode=full, confirm=true and dryRun=true.");
        return (new(mode == "full", Flag("confirm"), Flag("dryRun")), error);

        bool Flag(string name)
        {
            var text = query[name].ToString();
            if (bool.TryParse(text, out var flag)) return flag;
            if (query.ContainsKey(name)) error ??= new(name, $"'{text}' is neither true nor false; say {name}=true, or leave it out.");
            return false;
        }
    }
}
