namespace Followup.LocalStorage.Errors;

/// <summary>Leaves the reading of a request that is refused. What the store finds is told by a value, as it is no exception.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal => refusal;
}
