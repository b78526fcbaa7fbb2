using Microsoft.Extensions.Logging;

namespace Followup.Local;

internal static class LocalLogging
{
    /// <summary>Logs to standard error, so that the output of a command stays readable by programs.</summary>
    public static void Configure(ILoggingBuilder logging, bool verbose)
    {
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        // at Information the client libraries log every request, one by one
        logging.AddFilter("Azure", LogLevel.Warning);
        // below a warning the web server and its proxy log addresses, and so the tokens of links
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // the reason of a failed start is told in one sentence elsewhere
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
