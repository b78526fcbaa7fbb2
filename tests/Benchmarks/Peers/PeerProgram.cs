using System.Text.Json;
using Followup.Benchmarks.Floors;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// The process of one system: reads its setup, then the steps of rounds, a line each, from standard input, and answers each when it
/// is done with the calls until then. It ends with its standard input.
/// </summary>
internal static class PeerProgram
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var answers = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        // whatever else writes must not be taken for an answer
        Console.SetOut(Console.Error);
        var setup = JsonSerializer.Deserialize<PeerSetup>((await Console.In.ReadLineAsync(ct))!)!;
        PeerMail.SendTo(setup);
        await using var peer = await StartAsync(setup, ct);
        await answers.WriteLineAsync(JsonSerializer.Serialize(peer.Processes));
        while (await Console.In.ReadLineAsync(ct) is { } line)
        {
            var step = JsonSerializer.Deserialize<PeerStep>(line)!;
            await RunAsync(peer, step, ct);
            await answers.WriteLineAsync(JsonSerializer.Serialize(peer.Calls));
        }
        return 0;
    }

    private static async Task<IPeer> StartAsync(PeerSetup setup, CancellationToken ct) => setup.System switch
    {
        "bare" => new BarePeer(setup),
        "floor" => await FloorPeer.StartAsync(setup, ct),
        "followup" => await FollowupPeer.StartAsync(setup, ct),
        "hangfire" => new HangfirePeer(setup),
        "quartz" => await QuartzPeer.StartAsync(setup, ct),
        _ => throw new ArgumentException($"There is no system {setup.System}.", nameof(setup)),
    };

    private static Task RunAsync(IPeer peer, PeerStep step, CancellationToken ct) => step.Name switch
    {
        nameof(IPeer.PrepareAsync) => peer.PrepareAsync(step.Round, ct),
        nameof(IPeer.ScheduleAsync) => peer.ScheduleAsync(step.Round, ct),
        nameof(IPeer.MakeDueAsync) => peer.MakeDueAsync(step.Round, ct),
        nameof(IPeer.SendDueAsync) => peer.SendDueAsync(step.Round, ct),
        nameof(IPeer.RestAsync) => peer.RestAsync(ct),
        _ => throw new ArgumentException($"There is no step {step.Name}.", nameof(step)),
    };
}

/// <param name="Name">A method of <see cref="IPeer"/>.</param>
internal sealed record PeerStep(string Name, int Round);
