using System.Text.RegularExpressions;

namespace Followup.Shared.Keys;

/// <summary>Lower-case letters, digits and hyphens, up to 63: keys need no escaping, and links read well.</summary>
public static partial class Slug
{
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    public static partial Regex Pattern();
}
