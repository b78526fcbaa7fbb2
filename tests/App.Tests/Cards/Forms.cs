using Followup.Cards;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Followup.Tests.Cards;

/// <summary>Forms as a browser posts them, and their reading.</summary>
internal static class Forms
{
    public static Posted Read(Dictionary<string, StringValues> form, Audience audience = Audience.Learner)
    {
        form.TryAdd("first", audience == Audience.Learner ? "yes" : "differs");
        return AnswerForm.Read(new FormCollection(form), Samples.Program, audience, Samples.English);
    }

    /// <summary>A complete form with this answer to the first behavior, and these fields instead of or besides the usual ones.</summary>
    public static Dictionary<string, StringValues> Form(StringValues checkFacts, params (string Field, StringValues Value)[] others)
    {
        var form = new Dictionary<string, StringValues>
        {
            ["outcome-check-facts"] = checkFacts,
            ["outcome-protect-data"] = "often",
        };
        foreach (var (field, value) in others) form[field] = value;
        return form;
    }
}
