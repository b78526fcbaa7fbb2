using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Filter;

/// <summary>
/// Reads <c>$filter</c>: comparisons of one property with one literal on either side, <c>not</c>, <c>and</c>, <c>or</c>, parentheses.
/// https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities
/// </summary>
internal sealed class FilterParser
{
    private const int MostComparisons = 15; // of the service
    private const int Deepest = 100; // parentheses and nots, each of which takes some of the stack

    private readonly List<FilterToken> tokens;
    private int next, comparisons, depth;

    private FilterParser(string filter) => tokens = FilterTokens.Of(filter);

    /// <exception cref="RefusedException">It is no filter.</exception>
    public static Condition? Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return null;
        var parser = new FilterParser(filter);
        var condition = parser.ParseOr();
        return parser.next == parser.tokens.Count ? condition : throw Bad();
    }

    private Condition ParseOr()
    {
        var left = ParseAnd();
        while (Takes("or")) left = new Or(left, ParseAnd());
        return left;
    }

    private Condition ParseAnd()
    {
        var left = ParseNot();
        while (Takes("and")) left = new And(left, ParseNot());
        return left;
    }

    private Condition ParseNot()
    {
        if (++depth > Deepest) throw Bad();
        var condition = Takes("not") ? new Not(ParseNot()) : Takes("(") ? ParseParenthesized() : ParseComparison();
        depth--;
        return condition;
    }

    private Condition ParseParenthesized()
    {
        var inner = ParseOr();
        return Takes(")") ? inner : throw Bad();
    }

    private Comparison ParseComparison()
    {
        if (++comparisons > MostComparisons) throw Bad();
        var (left, comparer, right) = (Take(), ComparerOf(Take().Word), Take());
        return (FilterLiterals.Read(left), FilterLiterals.Read(right)) switch
        {
            (null, { } literal) => Compare(left.Word, comparer, literal),
            ({ } literal, null) => Compare(right.Word, Mirrored(comparer), literal),
            _ => throw Bad(),
        };
    }

    private static Comparison Compare(string property, Comparer comparer, Literal literal) =>
        property.Length > 0 && property.All(character => char.IsLetterOrDigit(character) || character == '_')
            ? new(property, Encoding.UTF8.GetBytes(property), comparer, literal)
            : throw Bad();

    private bool Takes(string word)
    {
        if (next >= tokens.Count || tokens[next] != new FilterToken(word, null)) return false;
        next++;
        return true;
    }

    private FilterToken Take() => next < tokens.Count ? tokens[next++] : throw Bad();

    private static Comparer ComparerOf(string word) => word switch
    {
        "eq" => Comparer.Equal,
        "ne" => Comparer.NotEqual,
        "gt" => Comparer.Greater,
        "ge" => Comparer.GreaterOrEqual,
        "lt" => Comparer.Less,
        "le" => Comparer.LessOrEqual,
        _ => throw Bad(),
    };

    private static Comparer Mirrored(Comparer comparer) => comparer switch
    {
        Comparer.Greater => Comparer.Less,
        Comparer.GreaterOrEqual => Comparer.LessOrEqual,
        Comparer.Less => Comparer.Greater,
        Comparer.LessOrEqual => Comparer.GreaterOrEqual,
        _ => comparer,
    };

    private static RefusedException Bad() => new(Refusal.InvalidInput);
}
