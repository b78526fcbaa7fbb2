using Followup.Shared.Keys;
using Followup.Shared.Telemetry;

namespace Followup.Rows;

/// <summary>Rows of one mailing that are changed, and to be written, together.</summary>
internal sealed class ChangedMailing
{
    private readonly List<InvitationChange> changes;

    /// <param name="rows">As they were read. Those that are chosen are changed here.</param>
    /// <param name="choose">What has been changed is not chosen again.</param>
    public ChangedMailing(
        MailingKey key, IEnumerable<InvitationRow> rows, Func<InvitationRow, bool> choose, Action<InvitationRow> change)
    {
        (Key, Rows, Choose, Change) = (key, [.. rows.Where(choose)], choose, change);
        changes = [.. Rows.Select(row => new InvitationChange(row))];
        foreach (var row in Rows) change(row);
    }

    public MailingKey Key { get; }

    /// <summary>The chosen rows, changed.</summary>
    public IReadOnlyList<InvitationRow> Rows { get; }

    public Func<InvitationRow, bool> Choose { get; }

    public Action<InvitationRow> Change { get; }

    /// <summary>Counts and traces the change, once it is written.</summary>
    public void Tell(FollowupMetrics metrics)
    {
        foreach (var change in changes) change.Tell(metrics);
    }
}
