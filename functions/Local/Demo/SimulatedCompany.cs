namespace Followup.Local.Demo;

/// <summary>Somebody who completes programs.</summary>
/// <param name="Answering">How likely they are to answer: by department, and later by what they would say.</param>
public sealed record SimulatedPerson(string Id, string ManagerId, string Department, string Role, double Answering);

/// <summary>
/// A company as large as it takes: six departments in teams of about eight; and four small ones, in which never eight people answer.
/// </summary>
public static class SimulatedCompany
{
    /// <summary>Counted with others half a year after their first answers became final: one team each.</summary>
    public static readonly IReadOnlyList<string> TooSmall = ["Archive", "Audit", "Facilities"];

    /// <summary>Where people have begun too late to be counted with others by today.</summary>
    public const string TooLate = "Legal";

    public const int PeopleOfTooSmall = 9, PeopleOfTooLate = 4;

    private const int Team = 8;

    private static readonly (string Name, double Share, double Answering)[] Departments =
    [
        ("Claims", 0.3, 0.7), ("Underwriting", 0.22, 0.6), ("Service", 0.18, 0.55), ("Sales", 0.13, 0.4), ("Finance", 0.1, 0.65),
        ("IT", 0.07, 0.5),
    ];

    private static readonly string[] Roles = ["Handler", "Specialist", "Team lead", "Analyst"];

    /// <summary>The same number is the same person; neighbors in number are spread over departments as these are large.</summary>
    public static SimulatedPerson Person(int number)
    {
        var drawn = Spread(number, 0.6180339887498949);
        var place = 0;
        while (place < Departments.Length - 1 && drawn >= Departments[place].Share) drawn -= Departments[place++].Share;
        var (name, share, answering) = Departments[place];
        return new($"e{number}", $"m-{name}-{(int)(number * share / Team)}", name, RoleOf(number), answering);
    }

    public static SimulatedPerson PersonOf(string smallDepartment, int number) =>
        new($"e-{smallDepartment}-{number}", $"m-{smallDepartment}-0", smallDepartment, RoleOf(number), 0.7);

    private static string RoleOf(int number) => Roles[(int)(Roles.Length * Math.Pow(Spread(number, 0.7548776662466927), 1.5))];

    /// <summary>Multiples of an irrational number, modulo 1, lie evenly between 0 and 1, however many they are.</summary>
    private static double Spread(int number, double by) => number * by % 1;
}
