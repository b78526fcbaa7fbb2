namespace Followup.Results.Figures;

/// <summary>Why there is no number: a value of its own, never a blank and never zero.</summary>
public enum Missing
{
    /// <summary>There is nothing the figure could be computed from.</summary>
    NotDefined,

    /// <summary>The group is counted, but fewer than five of it could tell: too few for a share or an interval.</summary>
    TooFew,

    /// <summary>Not enough people yet, for a round of their own. None, one and seven answers are the same here.</summary>
    NotYet,

    /// <summary>The group is counted together with others.</summary>
    WithOthers,
}
