namespace Followup.Programs;

/// <summary>All programs at one moment, found by id or by alias without regard to case.</summary>
public sealed class ProgramDirectory
{
    private readonly Dictionary<string, StoredProgram> byName = new(StringComparer.OrdinalIgnoreCase);

    public ProgramDirectory(IEnumerable<StoredProgram> programs)
    {
        foreach (var program in programs)
        {
            byName.TryAdd(program.Id, program);
            foreach (var alias in program.Definition.Aliases) byName.TryAdd(alias, program);
        }
    }

    public StoredProgram? Find(string idOrAlias) => byName.GetValueOrDefault(idOrAlias.Trim());
}
