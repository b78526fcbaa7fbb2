namespace Followup.Tests.Shared.Telemetry;

/// <summary>Sources and meters belong to the process: no other test runs beside those of this collection.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
