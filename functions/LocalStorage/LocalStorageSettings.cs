namespace Followup.LocalStorage;

/// <summary>Where tables and blobs are kept, and where they are served, on loopback only. Port 0 takes a free one.</summary>
public sealed record LocalStorageSettings(string Folder, int TablesPort = 0, int BlobsPort = 0)
{
    /// <summary>By default the account that Azurite and the storage emulator before it publish for everybody, and its key.</summary>
    public string AccountName { get; init; } = "devstoreaccount1";

    /// <summary>In base64.</summary>
    public string AccountKey { get; init; } =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
}
