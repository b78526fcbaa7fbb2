using System.IO.Compression;
using System.Security;
using System.Text;

namespace Followup.Results.Exports;

/// <summary>
/// A package of parts and relations (ECMA-376 part 2, Open Packaging Conventions), written part by part. The framework's own,
/// System.IO.Packaging, writes the time of day beside each part: the same figures would be another file each time.
/// </summary>
internal sealed class PackageWriter(Stream body) : IDisposable
{
    private const string Namespace = "http://schemas.openxmlformats.org/package/2006/";
    private const string RelationsType = "application/vnd.openxmlformats-package.relationships+xml";

    // the first moment that a zip file can name
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive = new(body, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<(string Part, string Type)> types = [];
    private readonly List<(string From, string To, string Type, string Id)> relations = [];

    /// <summary>A new part, which is to be closed before the next is begun.</summary>
    /// <param name="name">From the root: <c>/xl/workbook.xml</c>.</param>
    public Stream Create(string name, string contentType)
    {
        types.Add((name, contentType));
        return Open(name[1..]);
    }

    /// <param name="from">A part's name, or empty for the package itself.</param>
    public void Relate(string from, string to, string type, string id) => relations.Add((from, to, type, id));

    public void Dispose()
    {
        foreach (var source in relations.GroupBy(relation => relation.From))
        {
            var links = source.Select(relation =>
                $"""<Relationship Id="{relation.Id}" Type="{SecurityElement.Escape(relation.Type)}" Target="{relation.To}"/>""");
            Write(RelationsOf(source.Key), $"""<Relationships xmlns="{Namespace}relationships">{string.Concat(links)}</Relationships>""");
        }
        var parts = types.Select(part => $"""<Override PartName="{part.Part}" ContentType="{part.Type}"/>""");
        Write(
            "[Content_Types].xml",
            $"""<Types xmlns="{Namespace}content-types"><Default Extension="rels" ContentType="{RelationsType}"/>"""
            + $"{string.Concat(parts)}</Types>");
        archive.Dispose();
    }

    private static string RelationsOf(string part)
    {
        var slash = part.LastIndexOf('/');
        return part == "" ? "_rels/.rels" : $"{part[1..slash]}/_rels/{part[(slash + 1)..]}.rels";
    }

    private void Write(string entry, string xml)
    {
        using var stream = Open(entry);
        stream.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="utf-8"?>""" + xml));
    }

    private Stream Open(string entry)
    {
        var created = archive.CreateEntry(entry, CompressionLevel.Fastest);
        created.LastWriteTime = NoTime;
        return created.Open();
    }
}
