using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>The types that arguments of attributes have, for <see cref="CustomAttribute.DecodeValue"/>.</summary>
internal sealed class AttributeTypes(Module module) : ICustomAttributeTypeProvider<Type>
{
    public Type GetPrimitiveType(PrimitiveTypeCode typeCode) => Type.GetType($"System.{typeCode}", throwOnError: true)!;

    public Type GetSystemType() => typeof(Type);

    public bool IsSystemType(Type type) => type == typeof(Type);

    public Type GetSZArrayType(Type elementType) => elementType.MakeArrayType();

    public Type GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Resolve(handle);

    public Type GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Resolve(handle);

    public Type GetTypeFromSerializedName(string name) => Type.GetType(name, throwOnError: true)!;

    public PrimitiveTypeCode GetUnderlyingEnumType(Type type) => Enum.Parse<PrimitiveTypeCode>(Enum.GetUnderlyingType(type).Name);

    private Type Resolve(EntityHandle handle) => module.ResolveType(MetadataTokens.GetToken(handle));
}
