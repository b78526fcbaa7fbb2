using Followup.LocalStorage;
using Followup.LocalStorage.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.MicrosoftTestingPlatform;

if (args is not [StorageProcess.Argument, var folder])
    return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

// A server in a process of its own, until its standard input ends or it is killed.
await using var storage = await LocalStorageServer.StartAsync(new(folder), TimeProvider.System, NullLoggerFactory.Instance, default);
Console.WriteLine(storage.ConnectionString);
await Console.In.ReadToEndAsync();
return 0;
