using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>What the function app's compiled assembly uses of LocalWorker's.</summary>
internal sealed class AppUse
{
    private static readonly Assembly Worker = typeof(FunctionContext).Assembly;

    private readonly MetadataReader metadata;
    private readonly Module module;

    private AppUse(MetadataReader metadata, Module module) => (this.metadata, this.module) = (metadata, module);

    /// <summary>Types and members the app names; properties, not their accessors, and delegates without members.</summary>
    public static HashSet<MemberInfo> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Followup.dll");
        using var file = new PEReader(File.OpenRead(path));
        var use = new AppUse(file.GetMetadataReader(), Assembly.LoadFrom(path).ManifestModule);
        return [.. use.Types(), .. use.Members(), .. use.NamedArguments(), .. use.Implemented()];
    }

    /// <summary>What is used, with what that needs: the declaring type, types of signatures, base classes and interfaces.</summary>
    public static HashSet<MemberInfo> WithNeeds(IEnumerable<MemberInfo> used)
    {
        HashSet<MemberInfo> all = [];
        var open = new Queue<MemberInfo>(used);
        while (open.TryDequeue(out var one))
            if (all.Add(one))
                foreach (var need in Needs(one).SelectMany(Parts).Where(type => type.Assembly == Worker)) open.Enqueue(need);
        return all;
    }

    private static IEnumerable<Type> Needs(MemberInfo member) => member switch
    {
        Type type when type.IsAssignableTo(typeof(Delegate)) => Signature(type.GetMethod("Invoke")!),
        Type type => TypeNotation.BasesOf(type),
        PropertyInfo property => [property.DeclaringType!, property.PropertyType],
        MethodBase method => [method.DeclaringType!, .. Signature(method)],
        _ => [member.DeclaringType!],
    };

    private static IEnumerable<Type> Signature(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method is MethodInfo info ? [info.ReturnType] : Type.EmptyTypes,
        .. method.IsGenericMethod ? method.GetGenericArguments().SelectMany(one => one.GetGenericParameterConstraints()) : [],
    ];

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsArray ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    private IEnumerable<Type> Types() => metadata.TypeReferences.Where(handle => IsWorkers(handle)).Select(handle => TypeOf(handle));

    private IEnumerable<MemberInfo> Members() =>
        from handle in metadata.MemberReferences
        where IsWorkers(metadata.GetMemberReference(handle).Parent)
        let member = module.ResolveMember(MetadataTokens.GetToken(handle))!
        let type = member.DeclaringType!
        select type.IsAssignableTo(typeof(Delegate)) ? type
            : type.GetProperties().FirstOrDefault(property => property.GetAccessors().Contains(member)) ?? member;

    // Properties set where an attribute is written are named in its blob only.
    private IEnumerable<MemberInfo> NamedArguments() =>
        from handle in metadata.CustomAttributes
        let attribute = metadata.GetCustomAttribute(handle)
        where attribute.Constructor.Kind == HandleKind.MemberReference
        let type = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
        where IsWorkers(type)
        from argument in attribute.DecodeValue(new AttributeTypes(module)).NamedArguments
        select TypeOf(type).GetProperty(argument.Name!)!;

    // Whoever implements an interface, or an abstract class, needs all that it asks for.
    private IEnumerable<MemberInfo> Implemented() =>
        from handle in metadata.TypeDefinitions
        let type = metadata.GetTypeDefinition(handle)
        from parent in type.GetInterfaceImplementations()
            .Select(one => metadata.GetInterfaceImplementation(one).Interface).Append(type.BaseType)
        where IsWorkers(parent)
        from member in TypeOf(parent).GetMembers()
        where member is MethodInfo { IsAbstract: true, IsSpecialName: false }
            || member is PropertyInfo property && property.GetAccessors()[0].IsAbstract
        select member;

    private bool IsWorkers(EntityHandle type) =>
        type.Kind == HandleKind.TypeReference && !type.IsNil
        && metadata.GetTypeReference((TypeReferenceHandle)type).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).GetAssemblyName().Name == Worker.GetName().Name;

    private Type TypeOf(EntityHandle type) => module.ResolveType(MetadataTokens.GetToken(type));
}
