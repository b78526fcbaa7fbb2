using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class HolmTests
{
    [Fact]
    public void Each_that_is_rejected_eases_the_next_and_the_first_that_is_not_ends_it()
    {
        Assert.Equal([true, false, true, true], Holm.Rejected([0.01, 0.06, 0.024, 0.012], 0.05));
        Assert.Equal([false, false, false], Holm.Rejected([0.02, 0.03, 0.04], 0.05));
    }

    [Fact]
    public void None_of_none_is_and_beside_what_is_no_number_none_is()
    {
        Assert.Empty(Holm.Rejected([], 0.05));
        Assert.Equal([false, false], Holm.Rejected([0.01, double.NaN], 0.05));
    }
}
