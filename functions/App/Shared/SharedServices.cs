using System.Text.Encodings.Web;
using System.Text.Unicode;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Shared.Branding;
using Followup.Shared.Bus;
using Followup.Shared.Hr;
using Followup.Shared.Http;
using Followup.Shared.Links;
using Followup.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Followup.Shared;

public static class SharedServices
{
    /// <summary>What more than one step needs: tables, queues, the clock, the calendar, links, pages.</summary>
    public static IServiceCollection AddShared(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(TablesAt(configuration)).AddSingleton<Tables>();
        // in Azure the template makes the tables: a start that waited for them would end the app while its rights are still spreading
        if (configuration["Tables"] is { Length: > 0 }) services.AddHostedService(host => host.GetRequiredService<Tables>());
        services.AddSingleton(BusAt(configuration)).AddSingleton<Queues>();
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar")
            .Validate(calendar => calendar.Holidays.All(day => LocalDatePattern.Iso.Parse(day).Success), "A day under Calendar:Holidays is no ISO date.")
            .Validate(
                calendar => DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.DefaultTimeZone) is not null, "Calendar:DefaultTimeZone is no IANA time zone.")
            .ValidateOnStart();
        services.AddOptions<LinkOptions>().BindConfiguration("Links")
            .Validate(links => Uri.TryCreate(links.BaseUrl, UriKind.Absolute, out _), "The setting Links:BaseUrl is not an absolute address.")
            .Validate(links => links.Keys.ContainsKey(links.KeyId), "The setting Links:KeyId names none of the keys under Links:Keys.")
            .Validate(links => links.Keys.Values.All(IsLongEnough), "A key under Links:Keys is not base64 of at least 32 bytes.")
            .ValidateOnStart();
        services.AddOptions<BrandOptions>().BindConfiguration("Brand").ValidateOnStart();
        services.AddSingleton<IValidateOptions<BrandOptions>, BrandOptionsValidator>();
        services.AddSingleton(provider => new Brand(provider.GetRequiredService<IOptions<BrandOptions>>(), configuration["Lrs:Endpoint"] is { Length: > 0 }));
        // letters of all scripts stay readable, and a third of the size
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<HrAccess>().AddSingleton<HrStyle>().AddSingleton<HrPages>();
        services.AddSingleton<MessageReading>().AddSingleton<MessageSettling>();
        return services.AddSingleton<WorkCalendar>().AddSingleton<LinkTokens>().AddSingleton<Html>();
    }

    private static bool IsLongEnough(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) && length >= 32;
    }

    private static TableServiceClient TablesAt(IConfiguration settings) =>
        settings["Tables"] is { Length: > 0 } connection ? Read("Tables", "a connection string of tables", () => new TableServiceClient(connection))
        : settings["Tables:serviceUri"] is { Length: > 0 } uri
            ? Read("Tables:serviceUri", "an absolute address", () => new TableServiceClient(new Uri(uri), new DefaultAzureCredential()))
        : throw new InvalidOperationException("Neither the setting Tables (a connection string) nor Tables:serviceUri is set.");

    private static ServiceBusClient BusAt(IConfiguration settings) =>
        settings["ServiceBus"] is { Length: > 0 } connection ? Read("ServiceBus", "a connection string of a Service Bus namespace", () => new ServiceBusClient(connection))
        : settings["ServiceBus:fullyQualifiedNamespace"] is { Length: > 0 } name
            ? Read("ServiceBus:fullyQualifiedNamespace", "a host name", () => new ServiceBusClient(name, new DefaultAzureCredential()))
        : throw new InvalidOperationException("Neither the setting ServiceBus (a connection string) nor ServiceBus:fullyQualifiedNamespace is set.");

    /// <summary>The value may be a secret, so it is not told.</summary>
    internal static T Read<T>(string setting, string what, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"The setting {setting} is not {what}.");
        }
    }
}
