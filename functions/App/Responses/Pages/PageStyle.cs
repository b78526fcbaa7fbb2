using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Branding;

namespace Followup.Responses.Pages;

/// <summary>The one style sheet of all pages, in the page itself: nothing is loaded but the logo.</summary>
public sealed class PageStyle(Brand brand)
{
    // The accent is the brand's and light enough text stands on it (see BrandOptions). In the dark it only fills: lines and links are light there.
    private const string Rules = """
        @media (prefers-color-scheme:dark){:root{--ink:#e8edf1;--soft:#a9b8c4;--line:#3a4854;--paper:#18222b;--ground:#0f161c;--link:#e8edf1;--edge:#a9b8c4;--good:#7fd6a5;--good-ground:#10291c;--bad:#ff9d97;--bad-ground:#331514}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 "Segoe UI",system-ui,-apple-system,Roboto,Helvetica,Arial,"Noto Sans",sans-serif}
        a{color:var(--link)}
        header,main{max-width:40rem;margin:0 auto;padding:0 1rem}
        header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;padding-block:.75rem}
        header img{display:block;background:#fff;border-radius:4px}
        .brand{font-weight:600}
        nav{display:flex;flex-wrap:wrap;gap:0 .75rem;font-size:.9375rem}
        nav a{padding:.25rem 0;color:var(--soft)}
        nav [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        main{padding-bottom:4rem}
        h1{font-size:1.5rem;line-height:1.25;margin:.75rem 0 .5rem;text-wrap:balance}
        h2{font-size:1.1875rem;line-height:1.3;margin:0}
        h3{font-size:1.0625rem;margin:.75rem 0 0}
        p{margin:.5rem 0}
        ul{margin:.375rem 0;padding-inline-start:1.25rem}
        fieldset ul{margin-bottom:.75rem}
        .soft{color:var(--soft);font-size:.9375rem;font-weight:400}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:1.25rem 0;scroll-margin-top:1rem}
        .head{display:flex;gap:.5rem 1rem;flex-wrap:wrap;justify-content:space-between;align-items:baseline}
        .answered{color:var(--good);font-weight:600;font-size:.9375rem}
        fieldset{border:0;margin:1.25rem 0 0;padding:0;min-width:0}
        legend{padding:0 0 .375rem;font-weight:600;text-wrap:balance}
        .each{margin-top:1.5rem;padding-top:.75rem;border-top:1px solid var(--line)}
        .choices{display:grid;gap:.375rem}
        .choice{display:flex;align-items:center;gap:.75rem;min-height:44px;padding:.375rem .75rem;border:1px solid var(--line);border-radius:8px;cursor:pointer}
        .choice:hover{border-color:var(--edge)}
        .choice:has(:checked){border-color:var(--edge);box-shadow:inset 0 0 0 1px var(--edge)}
        .choice input{width:1.25rem;height:1.25rem;margin:0;flex:none;accent-color:var(--link)}
        .apart{border-style:dashed}
        .choice:has(:checked){border-style:solid}
        @supports selector(:has(a)){form:not(:has(.opens-each:checked)) .each,form:not(:has(.opens-barriers:checked)) .barriers{display:none}}
        textarea{display:block;width:100%;min-height:5rem;margin-top:.375rem;padding:.625rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:8px}
        label.text{display:block;font-weight:600;margin-top:1.25rem}
        button{display:block;width:100%;min-height:48px;margin-top:1.5rem;padding:.75rem 1.5rem;font:inherit;font-weight:600;color:#fff;background:var(--accent);border:1px solid var(--edge);border-radius:8px;cursor:pointer}
        .quiet{width:auto;margin-top:.5rem;color:var(--link);background:none}
        .later{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}
        .later button{margin:0}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        [tabindex]:focus{outline:0}
        summary{min-height:44px;padding:.625rem 0;cursor:pointer;color:var(--link);font-weight:600}
        details{margin-top:.75rem}
        details.card{padding-block:.5rem}
        details.card>summary .soft{text-decoration:underline}
        .not-mine{border-top:1px solid var(--line)}
        .not-mine:not([open]){margin-bottom:-.75rem}
        .not-mine summary{font-weight:400;font-size:.9375rem}
        .note,.errors{border-inline-start:4px solid var(--good);background:var(--good-ground);border-radius:8px;padding:.875rem 1rem;margin:1rem 0;scroll-margin-top:1rem}
        .errors{border-color:var(--bad);background:var(--bad-ground)}
        .errors a{display:inline-block;padding:.25rem 0;color:var(--bad)}
        .next{display:inline-block;padding:.625rem 0;color:var(--link);font-weight:600}
        .error{color:var(--bad);font-weight:600;margin:0 0 .5rem}
        .wrong .choices{border-inline-start:4px solid var(--bad);padding-inline-start:.75rem}
        .wrong textarea{border-color:var(--bad)}
        @media (min-width:56rem){.wide{max-width:60rem}main.wide .choices{grid-auto-flow:column;grid-auto-columns:1fr}main.wide .choice{flex-direction:column;justify-content:center;gap:.375rem;padding:.625rem .25rem;font-size:.9375rem;line-height:1.25;text-align:center}.wide button{width:auto}}
        @media print{body{background:#fff}.card{break-inside:avoid}button,nav{display:none}}
        """;

    public string Css { get; } = $$"""
        :root{color-scheme:light dark;--accent:{{brand.Accent}};--link:{{brand.Accent}};--edge:{{brand.Accent}};--ink:#15212b;--soft:#4c5a67;--line:#cfd8df;--paper:#fff;--ground:#f2f5f7;--good:#0f6b3f;--good-ground:#e7f5ed;--bad:#a8201a;--bad-ground:#fdeeed}
        {{Rules}}
        """;

    /// <summary>As the Content-Security-Policy names it.</summary>
    public string Hash => field ??= $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";
}
