namespace Followup.Results.Exports;

public sealed class ExportOptions
{
    /// <summary>
    /// Base64 of 32 bytes or more: people's pseudonyms in exports follow from it, so they are the same in all exports until the key is
    /// changed. In Azure the setting is a Key Vault reference.
    /// </summary>
    public string PseudonymKey { get; set; } = "";
}
