namespace Followup.Worklist;

/// <summary>Something that waits for a person at HR.</summary>
/// <param name="Dismiss">The entry's id, where it can be said that it is as it should be.</param>
public sealed record WorklistItem(string What, string WhatToDo, string? Dismiss = null);

/// <summary>What waits for the same kind of reason.</summary>
public sealed record WorklistSection(string Title, IReadOnlyList<WorklistItem> Items);
