namespace Followup.Results.Rounds;

public enum RoundPace
{
    Weekly,
    Monthly,
}

/// <summary>The settings below <c>Results</c>.</summary>
public sealed class RoundOptions
{
    /// <summary>Whether answers are counted every Monday, or on the first Monday of each month.</summary>
    public RoundPace Rounds { get; set; }

    /// <summary>
    /// Base64 of 32 bytes or more: who waits follows from it, so whoever holds it and the tables could tell. In Azure the setting is a Key
    /// Vault reference. Changing it changes no round that was held.
    /// </summary>
    public string LotKey { get; set; } = "";

    /// <summary>
    /// How alike the answers of one manager are taken to be: the intra-class correlation by which intervals are widened, from 0 to 1.
    /// </summary>
    public double Correlation { get; set; } = 0.3;
}
