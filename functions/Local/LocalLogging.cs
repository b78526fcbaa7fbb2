using Microsoft.Extensions.Logging;

namespace Followup.Local;

internal static class LocalLogging
{
    /// <summary>To standard error, so that what a command prints stays readable by programs.</summary>
    public static void Configure(ILoggingBuilder logging, bool verbose)
    {
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        // every request of the client libraries, one by one
        logging.AddFilter("Azure", LogLevel.Warning);
        // below a warning they name addresses, and so the tokens of links
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // why it could not start is told in one sentence
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
