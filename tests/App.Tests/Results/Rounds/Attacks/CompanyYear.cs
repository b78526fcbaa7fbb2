using Followup.Results.Rounds;
using NodaTime;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// A year and a half of weekly rounds of a simulated company, as the product holds them: a year in which people complete the program, the
/// weeks until they have answered, and the half year after which small departments move to the others. Each third week an answer is erased.
/// </summary>
internal sealed class CompanyYear
{
    private const int Weeks = 88;

    private readonly Dictionary<string, int> erasedAfter = [];

    public CompanyYear(SimulatedCompany.Settings settings)
    {
        Company = new(settings);
        Product = new($"company {settings.Seed}");
        var random = new Random(settings.Seed);
        var answers = Company.Answers.ToList();
        for (var week = 0; week < Weeks; week++)
        {
            var day = SmallStream.DayOf(week);
            if (week % 3 == 0) Erase(answers, day, random);
            Product.Hold(day, answers);
        }
    }

    public SimulatedCompany Company { get; }

    public ProductRounds Product { get; }

    /// <summary>Of answers that were erased once they had taken part, the round of their stream after which they were.</summary>
    public IReadOnlyDictionary<string, int> ErasedAfter => erasedAfter;

    private void Erase(List<FinalAnswer> answers, LocalDate day, Random random)
    {
        var recent = answers.Where(answer => answer.FinalAt <= RoundCalendar.CutoffOf(day)).TakeLast(40).ToList();
        if (recent.Count == 0) return;
        var erased = recent[random.Next(recent.Count)];
        answers.Remove(erased);
        var stream = Product.Streams.FirstOrDefault(rounds => rounds.Any(round => round.New.Contains(erased)));
        if (stream is not null) erasedAfter[erased.Response] = stream.Count - 1;
    }
}
