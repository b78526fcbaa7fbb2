using Followup.Shared.Branding;

namespace Followup.Shared.Hr;

/// <summary>What every page of HR needs beside its content.</summary>
/// <param name="Path">The page's own path: the navigation marks it.</param>
public sealed record HrView(Brand Brand, HrStyle Style, string Path);
