using Followup.Cards;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Responses.Pages;

/// <summary>What became of the post that led to this page.</summary>
/// <param name="Card">The card that was saved.</param>
/// <param name="Group">How others answer, where enough have.</param>
/// <param name="LaterOn">The day to which answering was put off.</param>
public sealed record PostNotice(PostNoticeKind Kind, Card? Card = null, PeersSoFar? Group = null, LocalDate? LaterOn = null)
{
    public string Text(Words words, string lastDay) => Kind switch
    {
        PostNoticeKind.Later when LaterOn is { } day => words["later.done", words.Language.WeekdayAndDate(day)],
        PostNoticeKind.Later or PostNoticeKind.NoLater => words["later.no", lastDay],
        PostNoticeKind.NotMyReport => words["manager.not-my-report.done"],
        PostNoticeKind.HasLeft => words["manager.has-left.done"],
        _ => "",
    };
}
