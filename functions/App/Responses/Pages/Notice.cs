using Followup.Shared.Languages;

namespace Followup.Responses.Pages;

/// <summary>A page that says one thing: its words are <c>{key}</c> and <c>{key}.text</c>.</summary>
/// <param name="Argument">Put into the text.</param>
public sealed record Notice(string Key, string Argument = "")
{
    public static readonly Notice NotOurs = new("not-ours"), NothingToAnswer = new("nothing"), NotOurForm = new("not-our-form");

    public static Notice Closed(string lastDay) => new("closed", lastDay);

    public string Title(Words words) => words[Key];

    public string Text(Words words) => words[$"{Key}.text", Argument];
}
