using System.Security.Cryptography;
using System.Text;

namespace Followup.Mailing;

/// <summary>
/// SendGrid's signed event webhook: ECDSA P-256 with SHA-256 over the timestamp header's text followed directly by the raw body, as a DER
/// sequence in base64. The body must be verified as it came, byte by byte.
/// </summary>
public static class MailEventSignature
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    public static bool Verify(string publicKey, string? signature, string? timestamp, ReadOnlySpan<byte> body)
    {
        var der = new byte[128];
        if (timestamp is null || !Convert.TryFromBase64String(signature ?? "", der, out var length) || length == 0) return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return key.VerifyData(
            signed, der.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
