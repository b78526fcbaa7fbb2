using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Followup.Shared.Http;

/// <summary>
/// A file of text as it was sent: what a byte order mark says it is, else what was declared, else UTF-8. Bytes that are no such text become
/// <see cref="CsvRecords.NoText"/>, so that whoever reads can say where they stand.
/// </summary>
internal static class SentText
{
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["us-ascii"] = "utf-8",
        ["ascii"] = "utf-8",
        ["cp1252"] = "windows-1252",
        ["ansi"] = "windows-1252",
        // https://encoding.spec.whatwg.org/#names-and-labels: who says Latin-1 means what Windows makes of it
        ["iso-8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
    };

    /// <summary>The request's body; of a form, as <c>curl -F file=@people.csv</c> sends it, its one file.</summary>
    /// <returns>The bytes, and the charset that was declared for them.</returns>
    /// <exception cref="FormatException">It is a form of no file, or of several.</exception>
    public static async Task<(Stream Body, string? Charset)> FileAsync(HttpRequest request, CancellationToken ct)
    {
        var isDeclared = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        if (!isDeclared || !type!.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (request.Body, type?.Charset.Value);
        try
        {
            var form = await request.ReadFormAsync(ct);
            if (form.Files.Count != 1)
            {
                throw new FormatException(
                    $"The form holds {form.Files.Count} files; send one (curl -F file=@people.csv), or the file itself as the body.");
            }
            var file = form.Files[0];
            return (file.OpenReadStream(), MediaTypeHeaderValue.TryParse(file.ContentType, out var part) ? part.Charset.Value : null);
        }
        // the latter of a form that ends too early; what is too large is an IOException as well, and goes on to the caller
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new FormatException($"The form cannot be read ({e.Message}); send the file itself as the body.");
        }
    }

    /// <exception cref="FormatException">The charset is not known, or this is a workbook.</exception>
    public static async Task<(TextReader Text, string Encoding)> OpenAsync(Stream body, string? charset, CancellationToken ct)
    {
        var pipe = PipeReader.Create(body);
        var start = (await pipe.ReadAtLeastAsync(4, ct)).Buffer;
        byte[] bytes = new byte[Math.Min(4, start.Length)];
        start.Slice(0, bytes.Length).CopyTo(bytes);
        if (bytes is [0x50, 0x4B, 3, 4] or [0xD0, 0xCF, 0x11, 0xE0])
            throw new FormatException("This is a workbook of a spreadsheet; save it as CSV UTF-8.");
        var (name, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => ("utf-8", 3),
            [0xFF, 0xFE, ..] => ("utf-16le", 2),
            [0xFE, 0xFF, ..] => ("utf-16be", 2),
            [not 0, 0, not 0, 0] => ("utf-16le", 0),
            [0, not 0, 0, not 0] => ("utf-16be", 0),
            _ => (charset?.Trim('"', ' ') is { Length: > 0 } declared ? declared : "utf-8", 0),
        };
        var encoding = Find(OtherNames.GetValueOrDefault(name, name))
            ?? throw new FormatException($"The charset '{name}' of the header Content-Type is not known; save the file as CSV UTF-8.");
        pipe.AdvanceTo(start.GetPosition(mark));
        var text = new StreamReader(pipe.AsStream(), encoding, detectEncodingFromByteOrderMarks: false);
        return (text, encoding.WebName.ToUpperInvariant());
    }

    private static Encoding? Find(string name)
    {
        var (unwritten, unread) = (EncoderFallback.ReplacementFallback, new DecoderReplacementFallback($"{CsvRecords.NoText}"));
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, unwritten, unread) ?? Encoding.GetEncoding(name, unwritten, unread);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
