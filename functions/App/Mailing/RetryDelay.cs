namespace Followup.Mailing;

/// <summary>How long to leave a provider (of mail, or of learning records) alone after a call that did not succeed.</summary>
public static class RetryDelay
{
    private static readonly TimeSpan[] Delays =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <param name="attempts">Calls so far, from 1. After the fifth it is every twelve hours, for as long as the caller goes on.</param>
    public static TimeSpan After(int attempts) => attempts <= Delays.Length ? Delays[attempts - 1] : TimeSpan.FromHours(12);
}
