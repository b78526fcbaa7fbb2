namespace Followup.LocalStorage.Errors;

/// <summary>Why a request is refused: the status, code and text of Azure Storage.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes and common-rest-api-error-codes, blob-service-error-codes
/// beside it.
/// </remarks>
internal sealed record Refusal(int Status, string Code, string Message)
{
    public static readonly Refusal AuthenticationFailed = new(403, nameof(AuthenticationFailed),
        "Server failed to authenticate the request. Make sure the Authorization header is formed correctly, including the signature.");

    public static readonly Refusal NotImplemented = new(501, nameof(NotImplemented), "LocalStorage does not offer this operation.");
    public static readonly Refusal InternalError = new(500, nameof(InternalError), "The server encountered an internal error.");
    public static readonly Refusal InvalidInput = new(400, nameof(InvalidInput), "One of the request inputs is not valid.");
    public static readonly Refusal OutOfRangeInput = new(400, nameof(OutOfRangeInput), "One of the request inputs is out of range.");
    public static readonly Refusal InvalidResourceName =
        new(400, nameof(InvalidResourceName), "The specified resource name contains invalid characters.");

    public static readonly Refusal RequestBodyTooLarge = new(413, nameof(RequestBodyTooLarge),
        "The request body is too large and exceeds the maximum permissible limit.");

    public static readonly Refusal ResourceNotFound = new(404, nameof(ResourceNotFound), "The specified resource does not exist.");
    public static readonly Refusal TableNotFound = new(404, nameof(TableNotFound), "The table specified does not exist.");
    public static readonly Refusal TableAlreadyExists =
        new(409, nameof(TableAlreadyExists), "The table specified already exists.");

    public static readonly Refusal EntityAlreadyExists =
        new(409, nameof(EntityAlreadyExists), "The specified entity already exists.");

    public static readonly Refusal UpdateConditionNotSatisfied = new(412, nameof(UpdateConditionNotSatisfied),
        "The update condition specified in the request was not satisfied.");

    public static readonly Refusal MissingRequiredHeader = new(400, nameof(MissingRequiredHeader),
        "A header that is mandatory for this request is not specified.");

    public static readonly Refusal PropertiesNeedValue =
        new(400, nameof(PropertiesNeedValue), "The values are not specified for all properties in the entity.");

    public static readonly Refusal DuplicatePropertiesSpecified =
        new(400, nameof(DuplicatePropertiesSpecified), "A property is specified more than one time.");

    public static readonly Refusal PropertyNameInvalid = new(400, nameof(PropertyNameInvalid), "The property name is invalid.");
    public static readonly Refusal PropertyNameTooLong =
        new(400, nameof(PropertyNameTooLong), "The property name exceeds the maximum allowed length (255).");

    public static readonly Refusal PropertyValueTooLarge = new(400, nameof(PropertyValueTooLarge),
        "The property value exceeds the maximum allowed size (64KB). A string may have up to 32K UTF-16 characters.");

    public static readonly Refusal KeyValueTooLarge =
        new(400, nameof(KeyValueTooLarge), "The key value exceeds the maximum allowed size (1KB).");

    public static readonly Refusal TooManyProperties =
        new(400, nameof(TooManyProperties), "The entity contains more properties than allowed (252).");

    public static readonly Refusal EntityTooLarge =
        new(400, nameof(EntityTooLarge), "The entity is larger than the maximum allowed size (1MB).");

    public static readonly Refusal TooManyOperations = InvalidInput with
    {
        Message = "The batch request operation exceeds the maximum 100 changes per change set.",
    };

    public static readonly Refusal InvalidDuplicateRow =
        new(400, nameof(InvalidDuplicateRow), "A row is already present in the batch. An entity can appear only once in a batch.");

    public static readonly Refusal CommandsInBatchActOnDifferentPartitions = new(400, nameof(CommandsInBatchActOnDifferentPartitions),
        "All commands in a batch must operate on same entity group.");

    public static readonly Refusal ContainerNotFound = new(404, nameof(ContainerNotFound), "The specified container does not exist.");
    public static readonly Refusal ContainerAlreadyExists =
        new(409, nameof(ContainerAlreadyExists), "The specified container already exists.");

    public static readonly Refusal BlobNotFound = new(404, nameof(BlobNotFound), "The specified blob does not exist.");
    public static readonly Refusal BlobAlreadyExists = new(409, nameof(BlobAlreadyExists), "The specified blob already exists.");
    public static readonly Refusal ConditionNotMet =
        new(412, nameof(ConditionNotMet), "The condition specified using HTTP conditional header(s) is not met.");

    public static readonly Refusal InvalidRange =
        new(416, nameof(InvalidRange), "The range specified is invalid for the current size of the resource.");

    public static readonly Refusal InvalidBlockList = new(400, nameof(InvalidBlockList), "The specified block list is invalid.");

    /// <summary>In a transaction the index of the operation is told in front of the text, and the client takes it from there.</summary>
    public Refusal At(int index) => this with { Message = $"{index}:{Message}" };
}
