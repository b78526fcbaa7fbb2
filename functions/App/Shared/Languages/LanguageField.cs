using Followup.Shared.Http;

namespace Followup.Shared.Languages;

public static class LanguageField
{
    /// <summary>The language of a field <c>language</c>, the default where it is left out; null, with an error noted, where it is none of ours.</summary>
    public static Language? Read(string? tag, Language byDefault, List<FieldError> errors)
    {
        var language = string.IsNullOrEmpty(tag) ? byDefault : Language.Find(tag);
        if (language is null) errors.Add(new("language", $"Pages and mails speak {string.Join(", ", Language.All.Select(one => one.Tag))}."));
        return language;
    }
}
