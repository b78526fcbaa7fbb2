using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Filter;

/// <summary>A parenthesis, a word (which may be a number), or a quoted value with the word that stands right before it.</summary>
internal readonly record struct FilterToken(string Word, string? Quoted);

internal static class FilterTokens
{
    public static List<FilterToken> Of(string filter)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < filter.Length;)
        {
            if (char.IsWhiteSpace(filter[at])) at++;
            else if (filter[at] is '(' or ')') tokens.Add(new(filter[at++].ToString(), null));
            else tokens.Add(Next(filter, ref at));
        }
        return tokens;
    }

    private static FilterToken Next(string filter, ref int at)
    {
        var start = at;
        while (at < filter.Length && filter[at] is not ('(' or ')' or '\'') && !char.IsWhiteSpace(filter[at])) at++;
        var word = filter[start..at];
        return at < filter.Length && filter[at] == '\'' ? new(word, Quoted(filter, ref at)) : new(word, null);
    }

    private static string Quoted(string filter, ref int at)
    {
        var text = new StringBuilder();
        while (true)
        {
            var end = filter.IndexOf('\'', at + 1);
            if (end < 0) throw new RefusedException(Refusal.InvalidInput);
            text.Append(filter, at + 1, end - at - 1);
            at = end + 1;
            if (at >= filter.Length || filter[at] != '\'') return text.ToString();
            text.Append('\''); // doubled
        }
    }
}
