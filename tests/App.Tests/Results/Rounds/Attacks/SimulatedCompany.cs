using Followup.Followups;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// A company whose people complete one program over a year, are asked six weeks later, and of whom some answer: departments of log-normal
/// size, managers of some seven reports who answer about all of a month or about none, training by department or alone.
/// </summary>
internal sealed class SimulatedCompany
{
    private const int DaysOfYear = 360, DaysToAsk = 42, DaysOpen = 14;

    private static readonly DateTimeOffset Start = RoundCalendar.CutoffOf(SmallStream.FirstRound);

    private readonly Random random;
    private readonly Settings settings;
    private readonly List<Person> people = [];

    public SimulatedCompany(Settings settings)
    {
        this.settings = settings;
        random = new(settings.Seed);
        while (people.Count < settings.People) AddDepartment();
        Answer();
    }

    /// <param name="DepartmentSize">On average, roughly.</param>
    /// <param name="Part">The share of people who complete the program.</param>
    /// <param name="Yes">The share of answers that say yes.</param>
    /// <param name="Earlier">The share of learners' answers with an earlier one.</param>
    /// <param name="Departments">So many of one size each; null where sizes vary.</param>
    /// <param name="IsLarge">Whether enough people were planned before the year began, so that nobody starts among the others.</param>
    internal sealed record Settings(
        int People, int DepartmentSize, int Seed, double Part, double Yes = 0.6, double Earlier = 0, int? Departments = null,
        bool IsLarge = false);

    private sealed record Person(int Id, string Department, string Manager, string Role);

    public List<FinalAnswer> Answers { get; } = [];

    /// <summary>When an answer was given, by response: up to two weeks before it is final.</summary>
    public Dictionary<string, DateTimeOffset> AnsweredAt { get; } = [];

    public Dictionary<string, string> RoleOf { get; } = [];

    private void AddDepartment()
    {
        var number = people.Select(person => person.Department).Distinct().Count();
        var wanted = settings.Departments is { } departments
            ? (settings.People + departments - 1) / departments
            : Math.Max(2, (int)(Math.Exp(0.9 * Gauss()) * settings.DepartmentSize / 1.5));
        var size = Math.Min(wanted, settings.People - people.Count);
        var roles = Enumerable.Range(0, 12).OrderBy(_ => random.Next()).Take(random.Next(2, 5)).ToArray();
        for (var (i, manager) = (0, 0); i < size; manager++)
        {
            var team = Math.Min(size - i, Math.Max(2, (int)(7 + 3 * Gauss())));
            for (var end = i + team; i < end; i++)
                people.Add(new(people.Count, $"d{number:00}", $"d{number:00}m{manager}", $"r{roles[random.Next(roles.Length)]}"));
        }
    }

    private void Answer()
    {
        var cohorts = new Dictionary<string, int>();
        var answering = new Dictionary<(string, int), bool>();
        var asked = new List<(Person Person, int Day)>();
        foreach (var person in people.Where(_ => random.NextDouble() <= settings.Part))
        {
            var cohort = cohorts.TryGetValue(person.Department, out var day) ? day : cohorts[person.Department] = random.Next(330);
            asked.Add((person, DaysToAsk + (random.NextDouble() < 0.6 ? cohort + random.Next(5) : random.Next(DaysOfYear))));
        }
        var days = asked.Select(one => one.Day).Order().ToList();
        foreach (var (person, day) in asked)
        {
            var isEnough = settings.IsLarge || days.Count(other => other <= day) >= PeoplePlanned.Enough;
            RoleOf[$"p{person.Id}"] = person.Role;
            if (random.NextDouble() < 0.55) Add(Audience.Learner, person, $"p{person.Id}", day, isEnough);
            var answers = answering.TryGetValue((person.Manager, day / 30), out var said)
                ? said
                : answering[(person.Manager, day / 30)] = random.NextDouble() < 0.65;
            if (answers) Add(Audience.Manager, person, person.Manager, day, isEnough);
        }
    }

    private void Add(Audience audience, Person learner, string person, int day, bool isEnough)
    {
        var hasEarlier = audience == Audience.Learner && random.NextDouble() < settings.Earlier;
        var stream = new StreamKey(
            "P42D", audience, "w", isEnough ? CountsIn.Department : CountsIn.Others, isEnough ? learner.Department : "", hasEarlier);
        var response = $"{audience} {learner.Id}";
        AnsweredAt[response] = Start.AddDays(day + Math.Min(DaysOpen - 1, -3 * Math.Log(1 - random.NextDouble())));
        Answers.Add(new(
            stream, response, 1, person, $"p{learner.Id}", learner.Department, Start.AddDays(day + DaysOpen),
            SmallStream.TallyOf(random.NextDouble() < settings.Yes)));
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
