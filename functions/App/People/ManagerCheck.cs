using Followup.Rows;
using Followup.Shared.Calls;

namespace Followup.People;

/// <summary>
/// Says of each manager that a file names whether there is anybody to ask, once the file is read to its end. What names nobody is stored as
/// it was given, so that it resolves by itself when the manager comes in later; until then it is a warning of the row, and an entry of the
/// worklist.
/// </summary>
internal sealed class ManagerCheck(PersonStore people, WorklistStore worklist)
{
    private const string Then = "Nobody is asked as manager; name somebody active by id or address.";

    /// <param name="isDry">Then the worklist stays as it is.</param>
    public async Task CheckAsync(ImportRun run, bool isDry, CancellationToken ct)
    {
        var named = run.Managers.Where(one => one.Value is not null).ToLookup(one => one.Key);
        var stored = named
            .Select(manager => manager.Key)
            .Where(key => InFile(run, key) is null)
            .ToList();
        var found = (await stored.SelectAtOnceAsync(people.NamedByKeyAsync, ct)).Select(rows => rows.Person);
        var byKey = stored.Zip(found).ToDictionary(one => one.First, one => one.Second);
        List<string> learners = [.. run.Managers.Where(one => one.Value is null).Select(one => one.LearnerKey)];
        foreach (var manager in named)
        {
            var (key, isActive) = InFile(run, manager.Key) ?? StoredOf(run, manager.Key, byKey[manager.Key]);
            foreach (var one in manager)
            {
                var reason = key is null ? "There is nobody with this id or address, in the file or stored. "
                    : key == one.LearnerKey ? "This is the person. "
                    : isActive ? null : "This person is not active. ";
                if (reason is null) continue;
                Warn(run, one, reason + Then);
                learners.Add(one.LearnerKey);
            }
        }
        if (!isDry && learners.Count > 0) await AddAsync(learners, ct);
    }

    private static (string? Key, bool IsActive)? InFile(ImportRun run, string name)
    {
        var key = run.Claims.PersonAt(name) ?? name;
        return run.Claims.IsActive(key) is { } isActive ? (key, isActive) : null;
    }

    private static (string? Key, bool IsActive) StoredOf(ImportRun run, string name, PersonRow? person) =>
        person is null || run.Claims.HasGivenUp(person, name) ? default
            : (person.Key, run.Claims.IsActive(person.Key) ?? person.Active);

    private static void Warn(ImportRun run, NamedManager one, string reason)
    {
        var row = run.Verdicts[one.Slot]!;
        run.Verdicts[one.Slot] = row with { Warnings = [.. row.Warnings ?? [], CellFault.Of("managerId", one.Value, reason)] };
    }

    private async Task AddAsync(IEnumerable<string> learners, CancellationToken ct)
    {
        var there = await worklist.AllAsync(ct)
            .Where(row => row.Kind == WorklistKind.NobodyToAsk)
            .Select(row => row.LearnerKey)
            .ToHashSetAsync(cancellationToken: ct);
        await learners.Distinct().Where(key => !there.Contains(key)).ToList().SelectAtOnceAsync(
            async (key, token) =>
            {
                await worklist.AddNobodyToAskAsync(key, token);
                return true;
            },
            ct);
    }
}
