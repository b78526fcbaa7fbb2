using Followup.Shared.Http;

namespace Followup.Shared.Languages;

public static class LanguageField
{
    /// <summary>
    /// The language of a field <c>language</c>, the default where the field is left out; null, with an error noted, where we do not speak
    /// it.
    /// </summary>
    public static Language? Read(string? tag, Language byDefault, List<FieldError> errors)
    {
        var language = string.IsNullOrEmpty(tag) ? byDefault : Language.Find(tag);
        if (language is null)
        {
            var tags = Language.All.Select(known => known.Tag);
            errors.Add(new("language", $"Pages and mails speak {string.Join(", ", tags)}."));
        }
        return language;
    }
}
