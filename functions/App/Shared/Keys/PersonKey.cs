using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Followup.Shared.Keys;

/// <summary>
/// Stands for a person wherever a name or an address must not: in table keys, waiting messages, logs, links and the mail provider's
/// arguments. The first 80 bits of SHA-256 over the trimmed, lower-case employee id (or, for the address index, the e-mail address), as 20
/// hex digits. The key hides nothing from somebody who holds the list of all employees; it keeps names out of places that are copied
/// around.
/// </summary>
public static partial class PersonKey
{
    public static string Of(string idOrAddress)
    {
        var normalized = Encoding.UTF8.GetBytes(idOrAddress.Trim().ToLowerInvariant());
        return Convert.ToHexStringLower(SHA256.HashData(normalized).AsSpan(0, 10));
    }

    /// <summary>Whether a text has the form of a key: what is none never was made here.</summary>
    public static bool IsKey(string text) => Digits().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-f]{20}\z")]
    private static partial Regex Digits();
}
