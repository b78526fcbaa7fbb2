namespace Followup.Responses.Pages;

public enum PostNoticeKind
{
    Saved,
    Later,

    /// <summary>Answering cannot be put off: it was put off before, or the last day is too near.</summary>
    NoLater,
    NotMyReport,
    HasLeft,
}
