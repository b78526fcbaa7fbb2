using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Followup.LocalWorker.Invocation;

/// <summary>The functions of an assembly: public methods of public types marked with <see cref="FunctionAttribute"/>.</summary>
internal sealed partial class FunctionCatalog(IReadOnlyList<Function> functions, Func<string, string?> setting)
{
    public IReadOnlyList<Function> Functions { get; } = functions;

    public static FunctionCatalog Of(Assembly assembly, Func<string, string?> setting)
    {
        List<Function> functions =
        [
            .. from type in assembly.GetExportedTypes()
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null
               let trigger = method.GetParameters().SingleOrDefault(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)))
                   ?? throw new InvalidOperationException($"The function '{function.Name}' has no parameter with a trigger.")
               select new Function(function.Name, method, trigger),
        ];
        if (functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two functions are called '{twice.Key}'.");
        return new(functions, setting);
    }

    /// <summary>Puts the app settings in for <c>%Name%</c>.</summary>
    public string Resolve(string text) => SettingName().Replace(text, match =>
        setting(match.Groups[1].Value) ?? throw new InvalidOperationException($"The setting {match.Groups[1].Value}, named in '{text}', is not set."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
