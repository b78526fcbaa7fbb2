using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Has the official attribute's shape, because the Functions SDK reads constructors, defaults and cardinality off it when it writes
/// functions.metadata. A trap of the official one is kept: <see cref="AutoCompleteMessages"/> reads false where it is not set, while the
/// host, told of nothing, goes by host.json, whose default is true.
/// </summary>
[InputConverter(typeof(ServiceBusReceivedMessageConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Allow)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    private bool isBatched;

    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>The name of the setting, or of the section of settings, that tells the namespace.</summary>
    public string? Connection { get; set; }

    public string? QueueName { get; }

    public string? TopicName { get; }

    public string? SubscriptionName { get; }

    public bool IsSessionsEnabled { get; set; }

    public bool AutoCompleteMessages { get; set; }

    [DefaultValue(false)]
    public bool IsBatched
    {
        get => isBatched;
        set => isBatched = value;
    }

    Cardinality ISupportCardinality.Cardinality
    {
        get => isBatched ? Cardinality.Many : Cardinality.One;
        set => isBatched = value == Cardinality.Many;
    }
}
