using Followup.Shared;
using Followup.Shared.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Shared.Links;

public sealed class LinkOptionsTests
{
    [Theory]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("")]
    public void A_key_that_cannot_sign_is_refused_at_the_start(string key)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tables"] = "UseDevelopmentStorage=true",
            ["ServiceBus"] = "Endpoint=sb://127.0.0.1;SharedAccessKeyName=any;SharedAccessKey=any;UseDevelopmentEmulator=true;",
            ["Links:BaseUrl"] = "http://127.0.0.1",
            ["Links:KeyId"] = "one",
            ["Links:Keys:one"] = key,
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddShared(settings).BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<LinkOptions>>().Value);
        Assert.Contains("A key under Links:Keys is not base64 of at least 32 bytes.", refused.Message, StringComparison.Ordinal);
    }
}
