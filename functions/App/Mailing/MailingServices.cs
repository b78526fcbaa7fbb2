using Followup.Mailing.Mails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SendGrid;

namespace Followup.Mailing;

public static class MailingServices
{
    public static IServiceCollection AddMailing(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddOptions<SendGridOptions>().BindConfiguration("SendGrid").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SendGridOptions>, SendGridOptionsValidator>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SendGridOptions>>().Value;
            // Connections are renewed now and then, so that a changed DNS entry is noticed.
            var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            {
                Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            };
            return new SendGridClient(http, new SendGridClientOptions { ApiKey = options.ApiKey, Host = options.Host });
        });
        return services
            .AddSingleton<MailingAlarms>()
            .AddSingleton<MailComposer>()
            .AddSingleton<SendingPace>()
            .AddSingleton<Mailer>()
            .AddSingleton<AnsweredAlready>()
            .AddSingleton<NotAskedAnyMore>()
            .AddSingleton<SendingHours>()
            .AddSingleton<OneMailADay>()
            .AddSingleton<OptingOut>()
            .AddSingleton<Postponing>()
            .AddSingleton<Claiming>()
            .AddSingleton<Inviting>()
            .AddSingleton<Reminding>()
            .AddSingleton<Closing>()
            .AddSingleton<MailEvents>();
    }
}
