using System.Security.Cryptography;
using System.Text;
using Followup.Mailing;

namespace Followup.Tests.Mailing;

public sealed class MailEventSignatureTests : IDisposable
{
    private const string Timestamp = "1600112502";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("[{\"event\":\"delivered\"}]\r\n");

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => key.Dispose();

    [Fact]
    public void What_the_provider_signed_verifies() => Assert.True(Verify(Signature(), Timestamp, Body));

    [Fact]
    public void A_body_without_its_trailing_line_break_does_not_verify() =>
        Assert.False(Verify(Signature(), Timestamp, Body[..^2]));

    [Fact]
    public void Another_timestamp_does_not_verify() => Assert.False(Verify(Signature(), "1600112503", Body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public void No_signature_or_nonsense_does_not_verify(string? signature) => Assert.False(Verify(signature, Timestamp, Body));

    private bool Verify(string? signature, string timestamp, byte[] body) =>
        MailEventSignature.Verify(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), signature, timestamp, body);

    private string Signature() => Convert.ToBase64String(
        key.SignData([.. Encoding.UTF8.GetBytes(Timestamp), .. Body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
}
