using System.Globalization;
using Followup.Followups;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Local.Demo;

/// <summary>
/// An organization of twenty programs of which all is known: to look at results without waiting, and to hold figures against the truth. The
/// same seed is the same organization.
/// </summary>
/// <remarks>
/// <para>
/// Answers of one manager are alike (<see cref="Tendency.Correlation"/>, drawn anew for each program); some managers give one frequency for
/// all behaviors; who is at target answers more often, up to half as often again (<see cref="Way.Answering"/>); departments answer more or
/// less often, whatever they would say.
/// </para>
/// <para>
/// Three features of the design have an effect: own tools add .15 to each share at target, a mentor .1, a workflow .05. Role-specific
/// content and a practitioner as teacher have none, and each is combined with all else equally often: neither goes with anything by
/// accident. Four programs have no effect.
/// </para>
/// <para>
/// One program has two fifths of all completions, so that of 1,500 enough people are asked for departments to be told. It was rolled out to
/// most in the first months; joiners followed. In it, and in others from 300 people on, a few small departments stay too small.
/// </para>
/// </remarks>
public sealed class SimulatedOrganization(int seed, LocalDate until)
{
    private const int Months = 12, Largest = 3;
    private const double ShareOfLargest = 0.4;
    private const double OwnTools = 0.15, Mentor = 0.1, Workflow = 0.05;

    private static readonly string[] Topics =
    [
        "Evaluating AI output", "Prompting for claims work", "AI and personal data", "Drafting letters with AI",
        "AI in underwriting", "Reading model cards", "Summarizing files with AI", "Spotting fabricated sources",
        "Meeting notes with AI", "AI for spreadsheets", "Responsible use of AI", "Coding assistants",
        "AI in customer calls", "Checking translations", "Automating reports", "AI and fraud",
        "Searching with AI", "AI for team leads", "Testing AI tools", "Explaining AI to customers",
    ];

    // features with an effect, of every fifth program: none, one, two, all three, two
    private static readonly (bool OwnTools, bool Mentor, bool Workflow)[] Designs =
        [(false, false, false), (true, false, false), (true, true, false), (true, true, true), (true, false, true)];

    private readonly LocalDate from = until.PlusMonths(-Months);

    public IReadOnlyList<SimulatedProgram> Programs { get; } = [.. Topics.Select((topic, i) => Program(i, topic))];

    /// <summary>Program after program, each in the order of its days.</summary>
    public IEnumerable<SimulatedCompletion> Completions(int count) =>
        Programs.SelectMany(program => CompletionsOf(program, CountOf(program, count)));

    /// <summary>How many of an organization's completions are of a program.</summary>
    public int CountOf(SimulatedProgram program, int count)
    {
        var place = PlaceOf(program);
        var ofLargest = (int)(count * ShareOfLargest);
        if (place == Largest) return ofLargest;
        var (others, number) = (Programs.Count - 1, place < Largest ? place : place - 1);
        return (count - ofLargest) / others + (number < (count - ofLargest) % others ? 1 : 0);
    }

    /// <param name="count">Of this program.</param>
    public IEnumerable<SimulatedCompletion> CompletionsOf(SimulatedProgram program, int count)
    {
        var place = PlaceOf(program);
        var chance = new Random(seed * 100 + place);
        var rows = new SimulatedRows(program, chance);
        var planned = 0;
        foreach (var day in People(place, count, chance).GroupBy(one => one.CompletedOn).OrderBy(day => day.Key).ToList())
        {
            planned += day.Count();
            // as it is decided when somebody is asked
            var countsIn = planned >= PeoplePlanned.Enough ? CountsIn.Department : CountsIn.Others;
            foreach (var (person, completedOn) in day) yield return rows.Of(person, completedOn, countsIn);
        }
    }

    private static SimulatedProgram Program(int i, string topic)
    {
        var (ownTools, mentor, workflow) = Designs[i % Designs.Length];
        // all four combinations of these two with each of those
        var (roleSpecific, practitioner) = (i / Designs.Length % 2 == 1, i / Designs.Length / 2 == 1);
        var effect = (ownTools ? OwnTools : 0) + (mentor ? Mentor : 0) + (workflow ? Workflow : 0);
        // they differ before too, and by both features that have no effect on average not at all
        var more = roleSpecific == practitioner ? 0 : 0.03;
        double[] before = [0.35 + 0.02 * (2 * i % 5) + more, 0.38 + 0.02 * (3 * i % 5), 0.3 + 0.03 * (4 * i % 5) + more];
        var definition = new ProgramDefinition(
            topic,
            [
                new(
                    "check",
                    "Checks what AI wrote against a source before using it",
                    "Names the source when handing over work",
                    Frequency.Often),
                new(
                    "protect",
                    "Keeps customer data out of tools that are not approved",
                    "Uses the approved assistant only",
                    Frequency.AlmostAlways),
                new(
                    "say",
                    "Says where AI helped when handing over work",
                    "A line in the file says so",
                    Frequency.Often),
            ])
        {
            Waves = SimulatedRows.Waves,
            Design = new(roleSpecific, ownTools, practitioner, mentor, workflow),
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"program-{i + 1:00}"), definition, before, effect);
    }

    private int PlaceOf(SimulatedProgram program) => Programs.Index().First(one => one.Item.Id == program.Id).Index;

    private List<(SimulatedPerson Person, LocalDate CompletedOn)> People(int place, int count, Random chance)
    {
        List<(SimulatedPerson, LocalDate)> people = [];
        if (count >= PeoplePlanned.Enough) AddSmallDepartments(people, chance);
        // everybody completes each program once, each program others among them
        var numbers = Enumerable.Range(40 * place, count - people.Count).ToArray();
        chance.Shuffle(numbers);
        foreach (var (i, number) in numbers.Index())
        {
            var when = (i + chance.NextDouble()) / numbers.Length;
            people.Add((SimulatedCompany.Person(number), Day(place == Largest ? when * when : when)));
        }
        return people;
    }

    private void AddSmallDepartments(List<(SimulatedPerson, LocalDate)> people, Random chance)
    {
        foreach (var department in SimulatedCompany.TooSmall) Add(department, SimulatedCompany.PeopleOfTooSmall, 0.3, 0.38);
        Add(SimulatedCompany.TooLate, SimulatedCompany.PeopleOfTooLate, 0.75, 0.95);

        void Add(string department, int number, double first, double last)
        {
            for (var i = 0; i < number; i++)
                people.Add((SimulatedCompany.PersonOf(department, i), Day(first + (last - first) * chance.NextDouble())));
        }
    }

    /// <param name="when">From 0 to 1.</param>
    private LocalDate Day(double when) => from.PlusDays((int)(when * Period.DaysBetween(from, until)));
}
