using Followup.Tests;
using Followup.Tests.Year;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Followup.Tests;

/// <summary>The one test that takes minutes begins first: begun last it would run alone, with half of the processors idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
    [
        .. testCollections
            .OrderBy(collection => IsLong(collection) ? 0 : 1)
            .ThenBy(collection => collection.UniqueID, StringComparer.Ordinal),
    ];

    private static bool IsLong(ITestCollection collection) =>
        collection.TestCollectionDisplayName.Contains(typeof(CompanyYearTests).FullName!, StringComparison.Ordinal);
}
