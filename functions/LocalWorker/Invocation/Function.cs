using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Followup.LocalWorker.Invocation;

/// <summary>A function of the app. What the host is told of a trigger is what its source says explicitly, not what its properties read.</summary>
internal sealed class Function(string name, MethodInfo method, ParameterInfo triggered)
{
    private readonly CustomAttributeData said =
        triggered.GetCustomAttributesData().Single(data => data.AttributeType.IsAssignableTo(typeof(TriggerBindingAttribute)));

    public string Name { get; } = name;

    public MethodInfo Method { get; } = method;

    public TriggerBindingAttribute Trigger { get; } = triggered.GetCustomAttribute<TriggerBindingAttribute>()!;

    /// <summary>An HTTP function asks for its key unless its source says Anonymous.</summary>
    public bool NeedsKey => !said.ConstructorArguments.Any(argument =>
        argument.ArgumentType == typeof(AuthorizationLevel) && (int)argument.Value! == (int)AuthorizationLevel.Anonymous);

    public bool IsExplicit(string property) => said.NamedArguments.Any(argument => argument.MemberName == property);

    public bool AutoCompletes(HostSettings host) => IsExplicit(nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
        ? ((ServiceBusTriggerAttribute)Trigger).AutoCompleteMessages
        : host.AutoCompleteMessages;
}
