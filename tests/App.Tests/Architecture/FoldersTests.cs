using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace Followup.Tests.Architecture;

/// <summary>A folder of the app is a step of the data's way, and arrows between folders go one way.</summary>
public sealed partial class FoldersTests
{
    private const string Root = "Followup", AppFolder = "functions/App/";

    /// <summary>
    /// Each folder, and the folders it may refer to: all of them stand below it. <c>Shared</c> is every folder of Shared but Hr.
    /// </summary>
    private static readonly (string Folder, string MayUse)[] Table =
    [
        ("Operations", "Shared"),
        ("Alarms", "LearningRecords Mailing Rows Shared"),
        ("Erasure", "Results/Rounds People Rows Shared"),
        ("LearningRecords", "Mailing Programs People Rows Shared"),
        ("Worklist", "Results/Pages Results/Counts Programs People Rows Shared/Hr Shared"),
        ("Previews", "Responses/Pages Mailing Mailing/Mails Cards Followups Programs People Rows Shared"),
        ("Responses", "Responses/Pages Results/Reports Results/Figures Rerouting Mailing Cards Followups Programs People Rows Shared"),
        ("Results", "Results/Exports Results/Reports Results/Rounds Results/Counts Shared"),
        ("Results/Pages", "Results/Reports Results/Rounds Results/Counts Results/Figures Programs Rows Shared/Hr Shared"),
        ("Results/Exports", "Results/Reports Results/Rounds Results/Figures Cards Programs People Rows Shared/Hr Shared"),
        ("Results/Reports", "Results/Rounds Results/Counts Results/Figures Programs Rows Shared"),
        ("Results/Rounds", "Results/Counts Results/Figures Programs Rows Shared"),
        ("Results/Counts", "Programs Rows Shared"),
        ("Results/Figures", "Shared"),
        ("Responses/Pages", "Cards Followups Programs Rows Shared"),
        ("Rerouting", "Mailing Completions Followups People Rows Shared"),
        ("Mailing", "Mailing/Mails Cards Followups Programs People Rows Shared"),
        ("Mailing/Mails", "Cards Followups Programs People Rows Shared"),
        ("Cards", "Programs People Rows Shared"),
        ("Completions", "Followups Programs People Rows Shared"),
        ("Followups", "Programs People Rows Shared"),
        ("Programs", "Rows Shared"),
        ("People", "Rows Shared"),
        ("Rows", "Shared"),
        ("Shared", "Shared/Hr Shared"),
        ("Shared/Hr", "Shared/Branding Shared/Http"),
        ("Shared/Branding", "Shared/Languages Shared/Http Shared/Keys"),
        ("Shared/Links", "Shared/Languages Shared/Keys"),
        ("Shared/Languages", "Shared/Http Shared/Keys Shared/Json"),
        ("Shared/Bus", "Shared/Telemetry Shared/Settings Shared/Calls"),
        ("Shared/Telemetry", "Shared/Keys"),
        ("Shared/Storage", "Shared/Settings Shared/Calls"),
        ("Shared/Settings", ""),
        ("Shared/Calls", ""),
        ("Shared/Http", "Shared/Json"),
        ("Shared/Keys", ""),
        ("Shared/Json", ""),
    ];

    private static readonly Dictionary<string, string[]> Allowed = Table.ToDictionary(
        row => row.Folder,
        row => row.MayUse.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(used => used == "Shared" ? SharedFolders : [used])
            .ToArray());

    private static IEnumerable<string> SharedFolders => Table
        .Select(row => row.Folder)
        .Where(folder => folder.StartsWith("Shared/", StringComparison.Ordinal) && folder != "Shared/Hr");

    public static TheoryData<string> Folders => [.. Table.Select(row => row.Folder)];

    [Fact]
    public void Every_folder_has_its_row_and_only_folders_that_are_there_have()
    {
        var there = Repository.Sources(".cs", ".razor")
            .Where(file => file.StartsWith(AppFolder, StringComparison.Ordinal))
            .Select(FolderOf)
            .Where(folder => folder != "")
            .Distinct();

        Assert.Equal(there.Order(StringComparer.Ordinal), Table.Select(row => row.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Arrows_only_go_down_the_table()
    {
        var order = Table.Select(row => row.Folder).ToList();
        var up =
            from row in Table
            from used in row.MayUse.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where used != "Shared" && order.IndexOf(used) <= order.IndexOf(row.Folder)
            select $"{row.Folder} may use {used}, which does not stand below it";

        Assert.Empty(up);
    }

    /// <summary>What is compiled: every type that a type of the folder refers to, in signatures and in bodies.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_refers_only_to_those_it_may(string folder)
    {
        var allowed = Allowed[folder].Append(folder).Select(NamespaceOf).ToHashSet();
        var folders = Table.Select(row => NamespaceOf(row.Folder)).ToHashSet();
        string[] forbidden =
        [
            .. typeof(Program).Assembly.GetTypes()
                .Where(type => type.Namespace is { } space && folders.Contains(space) && !allowed.Contains(space))
                .Select(type => type.FullName!),
        ];

        var result = Types.InAssembly(typeof(Program).Assembly)
            .That().ResideInNamespaceMatching($"^{Regex.Escape(NamespaceOf(folder))}$")
            .ShouldNot().HaveDependencyOnAny(forbidden)
            .GetResult();

        var failing = string.Join(", ", result.FailingTypeNames ?? []);
        Assert.True(
            result.IsSuccessful,
            $"{folder} may use {string.Join(", ", Allowed[folder])}; these refer to others: {failing}");
    }

    /// <summary>What is written: constants leave no trace in what is compiled, and a comment's reference none at all.</summary>
    [Fact]
    public void A_file_names_only_the_folders_that_its_own_may_use()
    {
        var up =
            from file in Repository.Sources(".cs", ".razor")
            where file.StartsWith(AppFolder, StringComparison.Ordinal) && FolderOf(file) != ""
            from Match named in UsingOfFolder().Matches(File.ReadAllText(Repository.File(file)))
            let used = named.Groups["folder"].Value.Replace('.', '/')
            where used != FolderOf(file) && !Allowed[FolderOf(file)].Contains(used)
            select $"{file} names {used}";

        Assert.Empty(up);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var elsewhere =
            from file in Repository.Sources(".cs")
            where file.StartsWith(AppFolder, StringComparison.Ordinal)
            let declared = DeclaredNamespace().Match(File.ReadAllText(Repository.File(file)))
            where declared.Success && declared.Groups["name"].Value != NamespaceOf(FolderOf(file))
            select $"{file} declares {declared.Groups["name"].Value}";

        Assert.Empty(elsewhere);
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(file[AppFolder.Length..])!.Replace('\\', '/');

    private static string NamespaceOf(string folder) => folder == "" ? Root : $"{Root}.{folder.Replace('/', '.')}";

    [GeneratedRegex(@"^@?using Followup\.(?<folder>[\w.]+);?\r?$", RegexOptions.Multiline)]
    private static partial Regex UsingOfFolder();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);\r?$", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();
}
