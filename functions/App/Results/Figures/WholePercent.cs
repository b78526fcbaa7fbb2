namespace Followup.Results.Figures;

/// <summary>
/// A share as pages print it, so that what is computed of printed numbers agrees with them: halves go up, as with the format "0 %", which
/// like a decimal has fifteen digits of a double (.285 is 29, where 100 * .285 falls short of 28.5).
/// </summary>
public static class WholePercent
{
    public static int Of(double share) => (int)Math.Round(100 * (decimal)share, MidpointRounding.AwayFromZero);
}
