using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Tests.Rows;

public sealed class AnswersReaderTests
{
    public static TheoryData<Answers> Written =>
    [
        new Answers([], []),
        new Answers([new("check")], []),
        new Answers([.. Enum.GetValues<Frequency>().Select(each => new OutcomeAnswer($"o-{each}", each))], ["time", "tools"]),
        new Answers([new("check", Frequency.Often), new("cite")], [], Example: "Said \"no\" twice.\r\n\\ é 😀 <b>", Help: ""),
        new Answers([new("check", Frequency.Rarely)], ["time"], Help: new string('ü', 1000), OneForAll: true),
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void What_is_written_is_read_as_the_serializer_reads_it(Answers answers)
    {
        var json = JsonSerializer.Serialize(answers, Wire.Json);

        var read = AnswersReader.Read(json);

        Assert.Equivalent(JsonSerializer.Deserialize<Answers>(json, Wire.Json), read, strict: true);
        Assert.Equal(json, JsonSerializer.Serialize(read, Wire.Json));
    }

    [Fact]
    public void What_a_later_release_may_add_is_passed_over()
    {
        const string Json = """
            {
              "mood": { "outcomes": [1] },
              "outcomes": [{ "since": [["x"]], "outcome": "check", "frequency": null }],
              "barriers": [],
              "n": 1
            }
            """;

        Assert.Equal([new OutcomeAnswer("check")], AnswersReader.Read(Json).Outcomes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"outcomes":[]}""")]
    [InlineData("""{"outcomes":[],"barriers":[]""")]
    [InlineData("""{"outcomes":null,"barriers":[]}""")]
    [InlineData("""{"outcomes":[{}],"barriers":[]}""")]
    [InlineData("""{"outcomes":[1],"barriers":[]}""")]
    [InlineData("""{"outcomes":[],"barriers":[null]}""")]
    [InlineData("""{"outcomes":[],"barriers":[],"help":3}""")]
    [InlineData("""{"outcomes":[],"barriers":[],"oneForAll":"yes"}""")]
    [InlineData("""{"outcomes":[{"outcome":"check","frequency":"never"}],"barriers":[]}""")]
    [InlineData("""{"outcomes":[{"outcome":"check","frequency":3}],"barriers":[]}""")]
    public void What_are_no_answers_is_an_error(string json) => Assert.ThrowsAny<JsonException>(() => AnswersReader.Read(json));
}
