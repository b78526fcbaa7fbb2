using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>Somebody who opens pages, one after the other, while other things go on.</summary>
internal sealed class PageVisitor(IEnumerable<Uri> pages) : IDisposable
{
    // a page takes some milliseconds: often enough for a percentile, and seldom enough to leave the rest its processors
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly List<Uri> pages = [.. pages];
    private readonly HttpClient http = new();

    public async Task VisitEachAsync(CancellationToken ct)
    {
        foreach (var page in pages) await http.GetByteArrayAsync(page, ct);
    }

    public Visits Start(CancellationToken ct) => new(this, ct);

    public void Dispose() => http.Dispose();

    internal sealed class Visits
    {
        private readonly SingleTimes times = new();
        private readonly Task<int> visiting;
        private readonly long began = TimeProvider.System.GetTimestamp();
        private volatile bool done;

        public Visits(PageVisitor visitor, CancellationToken ct) => visiting = VisitAsync(visitor, ct);

        public async Task<Measure> StopAsync(string name)
        {
            done = true;
            var visited = await visiting;
            return times.In(new(name, visited, TimeProvider.System.GetElapsedTime(began).TotalSeconds));
        }

        private async Task<int> VisitAsync(PageVisitor visitor, CancellationToken ct)
        {
            using var timer = new PeriodicTimer(Interval);
            for (var i = 0; ; i++)
            {
                if (done) return i;
                await times.OfAsync(() => visitor.http.GetByteArrayAsync(visitor.pages[i % visitor.pages.Count], ct));
                await timer.WaitForNextTickAsync(ct);
            }
        }
    }
}
