using System.Text.Json;
using Followup.Completions;
using NodaTime;

namespace Followup.Tests.Completions;

public sealed class OwnFormatTests
{
    [Fact]
    public void A_completion_reads_as_it_was_sent()
    {
        var read = Read(
            """{"program":" ai-eval ","learner":"e17","completedAt":"2026-01-05T10:00:00+01:00","source":"lms","eventId":"8841"}""");

        Assert.Null(read.Error);
        var at = new LocalDateTime(2026, 1, 5, 10, 0).WithOffset(Offset.FromHours(1));
        Assert.Equal(new ReportedCompletion("ai-eval", "e17", new(at, null), "lms"), read.Completion);
    }

    [Fact]
    public void The_source_may_be_left_out() =>
        Assert.Equal(
            new ReportedCompletion("p", "e", new(null, new LocalDate(2026, 1, 5)), null),
            Read("""{"program":"p","learner":"e","completedAt":"2026-01-05","source":null}""").Completion);

    [Theory]
    [InlineData("""{"learner":"e","completedAt":"2026-01-05"}""", "program")]
    [InlineData("""{"program":"","learner":"e","completedAt":"2026-01-05"}""", "program")]
    [InlineData("""{"program":"p","completedAt":"2026-01-05"}""", "learner")]
    [InlineData("""{"program":"p","learner":17,"completedAt":"2026-01-05"}""", "learner")]
    [InlineData("""{"program":"p","learner":"e"}""", "completedAt")]
    [InlineData("""{"program":"p","learner":"e","completedAt":"2026-01-05T10:00:00"}""", "completedAt")]
    [InlineData("""{"program":"p","learner":"e","completedOn":"2026-01-05"}""", "completedOn")]
    public void What_is_wrong_is_named_by_field(string json, string field)
    {
        var read = Read(json);

        Assert.Null(read.Completion);
        Assert.Equal(field, read.Error!.Field);
        Assert.EndsWith(".", read.Error.Reason, StringComparison.Ordinal);
    }

    private static ReadItem Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OwnFormat.Read(document.RootElement);
    }
}
