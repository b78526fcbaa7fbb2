using NodaTime;
using NodaTime.Text;

namespace Followup.Shared.Keys;

public static class LocalDateText
{
    /// <summary>As <c>2026-02-16</c>.</summary>
    public static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
