using Followup.Shared.Languages;

namespace Followup.Responses.Pages;

/// <summary>What a page says that says one thing: its words are <c>{key}</c> and <c>{key}.text</c>.</summary>
/// <param name="Argument">What is put into the text.</param>
public sealed record Notice(string Key, string Argument = "")
{
    public static readonly Notice NotOurs = new("not-ours");
    public static readonly Notice NothingToAnswer = new("nothing");
    public static readonly Notice NotOurForm = new("not-our-form");

    public static Notice Closed(string lastDay) => new("closed", lastDay);

    public string Title(Words words) => words[Key];

    public string Text(Words words) => words[$"{Key}.text", Argument];
}
