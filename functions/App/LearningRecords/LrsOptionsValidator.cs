using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

internal sealed class LrsOptionsValidator : IValidateOptions<LrsOptions>
{
    public ValidateOptionsResult Validate(string? name, LrsOptions options)
    {
        if (!options.IsSet) return ValidateOptionsResult.Success;
        List<string> failures = [];
        if (!IsSafe(options.Endpoint)) failures.Add("The setting Lrs:Endpoint is no absolute https address.");
        if (options.Key.Length == 0 || options.Secret.Length == 0)
            failures.Add("Lrs:Endpoint is set, and Lrs:Key or Lrs:Secret is not.");
        if (!Uri.TryCreate(options.HomePage, UriKind.Absolute, out _))
            failures.Add("The setting Lrs:HomePage is no absolute address.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsSafe(string? endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) return false;
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;
    }
}
