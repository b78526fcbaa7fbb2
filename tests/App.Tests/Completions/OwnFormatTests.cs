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
        Assert.Equal(new ReportedCompletion("ai-eval", "e17", new(at, null), "lms", "8841"), read.Completion);
    }

    [Fact]
    public void The_source_may_be_left_out() =>
        Assert.Equal(
            new ReportedCompletion("p", "e", new(null, new LocalDate(2026, 1, 5)), null),
            Read("""{"program":"p","learner":"e","completedAt":"2026-01-05","source":null}""").Completion);

    [Theory]
    [InlineData("""{"program":"p","learner":"e","completedAt":46340}""", "completedAt")]
    [InlineData("""{"program":["p"],"learner":"e","completedAt":"2026-01-05"}""", "program")]
    [InlineData("""{"program":"p","learner":"e","completedAt":"2026-01-05","eventId":7}""", "eventId")]
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

    [Theory]
    [InlineData("""{"program":"p","learner":17,"completedAt":"2026-01-05"}""", "This must be a text; it is the number '17'.")]
    [InlineData("""{"program":"p","learner":{"id":1},"completedAt":"2026-01-05"}""", "This must be a text; it is an object.")]
    [InlineData("""{"program":"p","learner":true,"completedAt":"2026-01-05"}""", "This must be a text; it is true.")]
    [InlineData("""{"program":"p","learner":"e","completedAt":"05.01.2026"}""", "'05.01.2026' is no date of a completion. Give")]
    [InlineData("""{"program":"p","learner":"e","completedAt":"1970-01-01"}""", "'1970-01-01' is no date of a completion. Give")]
    public void A_refusal_repeats_what_came_in(string json, string reason) =>
        Assert.StartsWith(reason, Read(json).Error!.Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"eventId":" 8841 "}""", "8841")]
    [InlineData("""{"eventId":"8841","source":"lms"}""", "8841")]
    [InlineData("""{"program":"p","learner":"e","completedAt":"2026-01-05","eventId":"8841"}""", null)] // as it was posted
    public void What_is_to_be_withdrawn_is_named_by_its_event_or_as_it_was_sent(string json, string? eventId)
    {
        using var document = JsonDocument.Parse(json);
        var read = OwnFormat.ReadWithdrawn(document.RootElement);

        Assert.Null(read.Error);
        Assert.Equal((eventId, eventId is null), (read.Withdrawn, read.Completion is not null));
    }

    [Theory]
    [InlineData("{}", "program")]
    [InlineData("""{"eventId":" "}""", "program")]
    [InlineData("""{"eventId":8841}""", "eventId")]
    [InlineData("""{"program":"p","eventId":"8841"}""", "learner")]
    public void What_names_nothing_to_be_withdrawn_is_refused(string json, string field)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(field, OwnFormat.ReadWithdrawn(document.RootElement).Error!.Field);
    }

    private static ReadItem Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OwnFormat.Read(document.RootElement);
    }
}
