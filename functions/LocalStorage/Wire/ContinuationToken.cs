using System.Buffers.Text;
using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Wire;

/// <summary>
/// A key as the place where the next page begins. The client joins the two of a row by a space and takes an empty one for none, so there
/// is always something in front, and no space within.
/// </summary>
internal static class ContinuationToken
{
    private const string Start = "1!";

    public static string Of(ReadOnlySpan<byte> key) => Start + Base64Url.EncodeToString(key);

    public static string Of(string key) => Of(Encoding.UTF8.GetBytes(key));

    /// <exception cref="RefusedException">It is no token of ours.</exception>
    public static byte[] Read(string token)
    {
        try
        {
            if (token.StartsWith(Start, StringComparison.Ordinal)) return Base64Url.DecodeFromChars(token.AsSpan(Start.Length));
        }
        catch (FormatException)
        {
        }
        throw new RefusedException(Refusal.InvalidInput);
    }
}
