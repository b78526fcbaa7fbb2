namespace Followup.Results.Figures;

/// <summary>Why there is no number: a value of its own, never a blank and never zero.</summary>
public enum Missing
{
    /// <summary>There is nothing the figure could be computed from.</summary>
    NotDefined,

    /// <summary>The group may be shown, but fewer than five of it could tell: too few for a share or an interval.</summary>
    TooFew,

    /// <summary>The group has fewer than five answers, or is told together with one that has, which subtraction would give away.</summary>
    Hidden,
}
