using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Branding;

namespace Followup.Shared.Hr;

/// <summary>
/// The style sheet of HR's pages. Two colors carry meaning and no third does: what managers observed is dark and filled, what learners reported is light and outlined, so they
/// differ without color too. On paper: no navigation, tables open, nothing cut through.
/// </summary>
public sealed class HrStyle(Brand brand)
{
    private const string Rules = """
        @media (prefers-color-scheme:dark){:root{--ink:#e8edf1;--soft:#a9b8c4;--line:#3a4854;--paper:#18222b;--ground:#0f161c;--link:#9fd3ea;--observed:#6cc4e6;--reported:#f0b35a;--edge:#a9b8c4;--good:#7fd6a5;--good-ground:#10291c;--warn-ground:#2e2410}}
        *{box-sizing:border-box}
        html{scroll-padding-top:1rem}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 "Segoe UI",system-ui,-apple-system,Roboto,Helvetica,Arial,"Noto Sans",sans-serif}
        a{color:var(--link)}
        header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
        header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding-block:.75rem}
        header img{display:block;background:#fff;border-radius:4px}
        .brand{font-weight:600}
        nav ul{display:flex;flex-wrap:wrap;gap:0 1rem;list-style:none;margin:0;padding:0}
        nav a{display:inline-block;padding:.375rem 0;color:var(--soft)}
        nav [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        .skip{position:absolute;left:-99em}
        .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
        main{padding-bottom:3rem}
        footer{padding:0 0 2rem;color:var(--soft);font-size:.875rem}
        h1{font-size:1.625rem;line-height:1.25;margin:.5rem 0;text-wrap:balance}
        h2{font-size:1.25rem;line-height:1.3;margin:0 0 .25rem;text-wrap:balance}
        h3{font-size:1.0625rem;margin:1.25rem 0 .25rem;text-wrap:balance}
        p{margin:.5rem 0;max-width:46rem}
        .soft,caption,figcaption{color:var(--soft);font-size:.9375rem}
        .lead{font-size:1.125rem}
        section,.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1.25rem;margin:1.25rem 0}
        .key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:.5rem 0;list-style:none;font-size:.9375rem}
        .key svg{vertical-align:-.125em;margin-inline-end:.375rem}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:start;padding-bottom:.375rem}
        th,td{padding:.5rem .625rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{vertical-align:bottom;font-size:.875rem;color:var(--soft);font-weight:600}
        tbody th{font-weight:600}
        th .soft{font-weight:400}
        td.number,th.number{text-align:end;white-space:nowrap}
        .chart{min-width:15rem}
        .missing{color:var(--soft);font-style:italic;white-space:normal}
        figure{margin:.75rem 0}
        svg{display:block;max-width:100%;height:auto;overflow:visible}
        .key svg,.inline svg{display:inline-block}
        svg text{fill:var(--ink);font-size:13px;font-family:inherit}
        svg .quiet{fill:var(--soft)}
        .axis{stroke:var(--line);stroke-width:1}
        .observed{fill:var(--observed);stroke:var(--observed)}
        .reported{fill:var(--paper);stroke:var(--reported);stroke-width:2.5}
        .bar-observed{stroke:var(--observed);stroke-width:3}
        .bar-reported{stroke:var(--reported);stroke-width:3}
        .line-observed{stroke:var(--observed);stroke-width:2;fill:none}
        .line-reported{stroke:var(--reported);stroke-width:2;fill:none;stroke-dasharray:5 3}
        .fill{fill:var(--observed)}
        .fill-light{fill:var(--reported)}
        .step-0{fill:var(--step0)}.step-1{fill:var(--step1)}.step-2{fill:var(--step2)}.step-3{fill:var(--step3)}.step-4{fill:var(--step4)}
        svg text.on-dark{fill:#fff}svg text.on-light{fill:#15212b}
        .tag{display:inline-block;border:1px solid var(--edge);border-radius:4px;padding:0 .375rem;font-size:.8125rem;font-weight:400;white-space:nowrap}
        details{margin-top:.5rem}
        summary{cursor:pointer;color:var(--link);padding:.375rem 0;min-height:2rem}
        .filters{display:flex;flex-wrap:wrap;gap:1rem 2rem}
        .key [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        form.filter{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end}
        label{display:block;font-size:.875rem;color:var(--soft)}
        select,input,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:6px;padding:.375rem .625rem;min-height:2.5rem}
        button{cursor:pointer;font-weight:600;border-color:var(--edge);color:var(--link)}
        .note{border-inline-start:4px solid var(--edge);background:var(--warn-ground);border-radius:6px;padding:.625rem .875rem;margin:.75rem 0}
        .yes{color:var(--good);font-weight:600}
        blockquote{margin:.5rem 0;padding-inline-start:.75rem;border-inline-start:3px solid var(--line)}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2rem}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        @media (max-width:40rem){th,td{padding:.375rem}}
        @media print{@page{size:A4;margin:15mm}:root{color-scheme:light}body{background:#fff;font-size:10pt}header nav,form,.no-print,.skip{display:none}section,.card{border:0;padding:0;margin:1rem 0}tr,figure,blockquote,li,caption{break-inside:avoid}h2,h3,h4,h2+p,h3+p,caption,.key,thead,tbody tr:first-child{break-after:avoid}details table{break-inside:avoid}summary{display:none}.scroll{overflow:visible}table,td.soft,td .soft,thead th,caption,.key{font-size:8.5pt}th,td{padding:.375rem .25rem}.chart{min-width:0;width:170px}td.number{white-space:normal}details::details-content{content-visibility:visible;display:block}a{color:inherit;text-decoration:none}}
        """;

    public string Css { get; } = $$"""
        :root{color-scheme:light dark;--link:{{brand.Accent}};--ink:#15212b;--soft:#4c5a67;--line:#cfd8df;--paper:#fff;--ground:#f2f5f7;--edge:#4c5a67;--observed:#0b5c7a;--reported:#b45f06;--good:#0f6b3f;--good-ground:#e7f5ed;--warn-ground:#fbf3e2;--step0:#b5520c;--step1:#e9a565;--step2:#c9ced2;--step3:#6ca9c4;--step4:#0b5c7a}
        {{Rules}}
        """;

    /// <summary>As the Content-Security-Policy names it.</summary>
    public string Hash => field ??= $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";
}
