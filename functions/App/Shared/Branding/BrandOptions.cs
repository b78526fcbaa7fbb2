namespace Followup.Shared.Branding;

/// <summary>Settings under <c>Brand</c>.</summary>
public sealed class BrandOptions
{
    public const string DefaultAccent = "#0b5c7a";

    /// <summary>The organization's name as people know it, up to 60 characters.</summary>
    public string? Name { get; set; }

    /// <summary>A color as <c>#rrggbb</c>, with a contrast of 4.5 to 1 or more to white and to the ground of pages.</summary>
    public string Accent { get; set; } = DefaultAccent;

    /// <summary>Base64 of a PNG, up to 12 KB.</summary>
    public string? Logo { get; set; }

    /// <summary>The language of people whose own is not known.</summary>
    public string Language { get; set; } = "en";
}
