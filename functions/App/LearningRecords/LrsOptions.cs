using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

/// <summary>A learning record store (xAPI 1.0.3) that is told what became of behavior; none where <see cref="Endpoint"/> is not set.</summary>
public sealed class LrsOptions
{
    /// <summary>Its xAPI address, such as https://lrs.example/xapi: statements are posted to <c>/statements</c> below it. https, or http on loopback.</summary>
    public string? Endpoint { get; set; }

    /// <summary>User and password of basic authentication; in Azure Key Vault references.</summary>
    public string Key { get; set; } = "";
    public string Secret { get; set; } = "";

    /// <summary>The system in which employee ids are accounts: the <c>homePage</c> of actors, the same as in the LMS's own statements.</summary>
    public string HomePage { get; set; } = "";

    public bool IsSet => Endpoint is { Length: > 0 };
}

internal sealed class LrsOptionsValidator : IValidateOptions<LrsOptions>
{
    public ValidateOptionsResult Validate(string? name, LrsOptions options)
    {
        if (!options.IsSet) return ValidateOptionsResult.Success;
        List<string> failures = [];
        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback))
            failures.Add("The setting Lrs:Endpoint is no absolute https address.");
        if (options.Key.Length == 0 || options.Secret.Length == 0) failures.Add("Lrs:Endpoint is set, and Lrs:Key or Lrs:Secret is not.");
        if (!Uri.TryCreate(options.HomePage, UriKind.Absolute, out _)) failures.Add("The setting Lrs:HomePage is no absolute address.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
