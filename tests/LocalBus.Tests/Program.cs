using System.Globalization;
using Followup.LocalBus;
using Followup.LocalBus.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.MicrosoftTestingPlatform;

if (args is not [BusProcess.Argument, var path, var port])
    return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

// A bus in a process of its own, until its standard input ends or it is killed.
await using var bus = LocalBusServer.Start(
    BusTest.Settings(path, int.Parse(port, CultureInfo.InvariantCulture)), TimeProvider.System, NullLoggerFactory.Instance);
Console.WriteLine(bus.ConnectionString);
await Console.In.ReadToEndAsync();
return 0;
