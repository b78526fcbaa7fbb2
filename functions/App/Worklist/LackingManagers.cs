using Followup.People;
using Followup.Rows;

namespace Followup.Worklist;

/// <summary>Says about whom there is nobody to ask, why, and what to do.</summary>
public sealed class LackingManagers(PersonStore people)
{
    public const string WhatToDo =
        "Name the manager, by id or address, with the next import of people: whoever is named in time is still asked. "
        + "If there is none, dismiss it.";

    /// <summary>As items of the worklist; what is more than the most is one item.</summary>
    public async Task<IReadOnlyList<WorklistItem>> ItemsAsync(IReadOnlyList<WorklistRow> rows, int most, CancellationToken ct)
    {
        var shown = rows.Take(most).ToList();
        var learners = await people.FindAllAsync(shown.Select(row => row.LearnerKey), ct);
        var managers = await people.FindAllNamedAsync(learners.Values.Select(learner => learner.ManagerKey).OfType<string>(), ct);
        List<WorklistItem> items =
        [
            .. shown.Select(row => new WorklistItem(
                $"{NameOf(learners.GetValueOrDefault(row.LearnerKey))}: {WhyNobody(learners.GetValueOrDefault(row.LearnerKey), managers)}",
                WhatToDo,
                row.Id)),
        ];
        if (rows.Count > most) items.Add(new($"{rows.Count - most} more people.", WhatToDo));
        return items;
    }

    /// <summary>Why there is nobody to ask about somebody.</summary>
    public async Task<string> WhyNobodyAsync(PersonRow? learner, CancellationToken ct)
    {
        string[] named = learner?.ManagerKey is { } key ? [key] : [];
        return WhyNobody(learner, await people.FindAllNamedAsync(named, ct));
    }

    private static string WhyNobody(PersonRow? learner, IReadOnlyDictionary<string, PersonRow> managers)
    {
        if (learner is null) return "the person is no longer listed.";
        if (learner.ManagerKey is not { } key) return "no manager is named.";
        if (managers.GetValueOrDefault(key) is not { } manager)
        {
            return learner.ManagerId is { } given
                ? $"'{given}' is named as the manager, and is the id or address of nobody."
                : "whoever is named as the manager is not listed.";
        }
        if (manager.Key == learner.Key) return "the person is named as their own manager.";
        return $"{manager.Name} is named as the manager, and is not active.";
    }

    private static string NameOf(PersonRow? person) => person is null ? "Somebody" : $"{person.Name} ({person.Id})";
}
