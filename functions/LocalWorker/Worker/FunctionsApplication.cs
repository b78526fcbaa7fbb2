using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <summary>A builder for the functions of the calling assembly. The official worker finds them with a source generator in that assembly.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // or the caller would be the caller's caller
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly());
}
