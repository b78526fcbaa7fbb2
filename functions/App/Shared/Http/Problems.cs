using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Http;

/// <summary>Errors over HTTP, as RFC 9457 problem details with our member <c>errors</c>: a list of field and reason.</summary>
public static class Problems
{
    /// <summary>
    /// What a <see cref="BadHttpRequestException"/> says on reading a body: the worker's server takes 30 MB, and whole ones.
    /// </summary>
    public static FieldError TooLarge { get; } = new("$", "The request is larger than 30 MB, or broke off; send it in parts.");

    public static IResult BadRequest(string title, params IReadOnlyCollection<FieldError> errors) =>
        Of(StatusCodes.Status400BadRequest, title, errors);

    /// <param name="members">Further members of the problem details.</param>
    public static IResult BadRequest(string title, IReadOnlyDictionary<string, object?> members, FieldError error)
    {
        var extensions = new Dictionary<string, object?> { ["errors"] = new[] { error } };
        foreach (var (name, value) in members) extensions[name] = value;
        return TypedResults.Problem(title: title, statusCode: StatusCodes.Status400BadRequest, extensions: extensions);
    }

    public static IResult Unauthorized(string title, params IReadOnlyCollection<FieldError> errors) =>
        Of(StatusCodes.Status401Unauthorized, title, errors);

    public static IResult NotFound(string title) => Of(StatusCodes.Status404NotFound, title, []);

    private static IResult Of(int status, string title, IReadOnlyCollection<FieldError> errors)
    {
        var extensions = errors.Count == 0 ? null : new Dictionary<string, object?> { ["errors"] = errors };
        return TypedResults.Problem(title: title, statusCode: status, extensions: extensions);
    }
}
