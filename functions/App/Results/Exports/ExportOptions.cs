namespace Followup.Results.Exports;

public sealed class ExportOptions
{
    /// <summary>Base64 of 32 bytes or more: people's pseudonyms in exports follow from it, so they are the same in all exports until it is changed. In Azure a Key Vault reference.</summary>
    public string PseudonymKey { get; set; } = "";
}
