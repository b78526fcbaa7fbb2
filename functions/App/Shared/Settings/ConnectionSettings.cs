namespace Followup.Shared.Settings;

/// <summary>Makes clients of Azure services from settings.</summary>
internal static class ConnectionSettings
{
    /// <param name="setting">The setting's name.</param>
    /// <param name="expected">What its value should be, for the error.</param>
    /// <param name="make">Makes the client from the value.</param>
    /// <exception cref="InvalidOperationException">
    /// The value cannot be read. It may be a secret, so the message does not hold it.
    /// </exception>
    public static T Read<T>(string setting, string expected, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"The setting {setting} is not {expected}.");
        }
    }
}
