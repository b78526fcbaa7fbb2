using System.Buffers;
using System.Text.Json;
using Followup.Shared.Json;

namespace Followup.Results.Exports;

/// <summary>One JSON object a line (jsonlines.org), all columns in each: null where there is nothing.</summary>
public static class JsonLinesExport
{
    private const int Chunk = 64 * 1024;

    private static readonly JsonWriterOptions Format = new() { Encoder = Wire.Json.Encoder };

    public static async Task WriteAsync(Stream body, ExportTable table, CancellationToken ct)
    {
        var lines = new ArrayBufferWriter<byte>(2 * Chunk);
        await using var json = new Utf8JsonWriter(lines, Format);
        await foreach (var row in table.Rows.WithCancellation(ct))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++) Write(json, table.Columns[i].Name, row[i]);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
            if (lines.WrittenCount > Chunk) await SendAsync();
        }
        await SendAsync();

        async Task SendAsync()
        {
            await body.WriteAsync(lines.WrittenMemory, ct);
            lines.ResetWrittenCount();
        }
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            case bool yes: json.WriteBoolean(name, yes); break;
            default: json.WriteString(name, Cell.Text(value)); break;
        }
    }
}
