using System.Security.Cryptography;
using System.Text;

namespace Followup.Responses.Pages;

/// <summary>The one style sheet of all pages, in the page itself: nothing is loaded from anywhere.</summary>
public static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#15212b;--soft:#4c5a67;--line:#cfd8df;--paper:#fff;--ground:#f2f5f7;--accent:#0b5c7a;--on-accent:#fff;--good:#0f6b3f;--good-ground:#e7f5ed;--bad:#a8201a;--bad-ground:#fdeeed}
        @media (prefers-color-scheme:dark){:root{--ink:#e8edf1;--soft:#a9b8c4;--line:#3a4854;--paper:#18222b;--ground:#0f161c;--accent:#7cc4de;--on-accent:#06222d;--good:#7fd6a5;--good-ground:#10291c;--bad:#ff9d97;--bad-ground:#331514}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 "Segoe UI",system-ui,-apple-system,Roboto,Helvetica,Arial,sans-serif}
        main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;text-wrap:balance}
        [role]+h1{margin-top:1.75rem}
        h2{font-size:1.1875rem;line-height:1.3;margin:0}
        p{margin:.5rem 0}
        .soft{color:var(--soft);font-size:.9375rem;font-weight:400}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:1.25rem 0}
        .head{display:flex;gap:.5rem 1rem;flex-wrap:wrap;justify-content:space-between;align-items:baseline;margin-bottom:.5rem}
        .done{color:var(--good);font-weight:600;font-size:.9375rem}
        fieldset{border:0;margin:1.25rem 0 0;padding:1.25rem 0 0;border-top:1px solid var(--line);min-width:0}
        legend{float:left;width:100%;padding:0 0 .375rem;font-weight:600;text-wrap:balance}
        legend+*{clear:both}
        .choices{display:grid;gap:.375rem}
        .choice{display:flex;align-items:center;gap:.75rem;min-height:44px;padding:.375rem .75rem;border:1px solid var(--line);border-radius:8px;cursor:pointer}
        .choice:hover{border-color:var(--accent)}
        .choice:has(:checked){border-color:var(--accent);border-style:solid;box-shadow:inset 0 0 0 1px var(--accent)}
        .choice input{width:1.25rem;height:1.25rem;margin:0;flex:none;accent-color:var(--accent)}
        .apart{margin-top:.375rem;border-style:dashed}
        textarea{display:block;width:100%;min-height:5rem;margin-top:.375rem;padding:.625rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:8px}
        label.text{display:block;font-weight:600;margin-top:1.25rem}
        button{display:block;width:100%;min-height:48px;margin-top:1.5rem;padding:.75rem 1.5rem;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;cursor:pointer}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        summary{min-height:44px;padding:.625rem 0;cursor:pointer;color:var(--accent);font-weight:600}
        details{margin-top:.75rem}
        .note{border-left:4px solid var(--good);background:var(--good-ground);border-radius:8px;padding:.875rem 1rem;margin:1rem 0}
        .errors{border-left:4px solid var(--bad);background:var(--bad-ground);border-radius:8px;padding:.875rem 1rem;margin:1rem 0}
        .errors ul{margin:.375rem 0 0;padding-left:1.125rem}
        .errors a{color:var(--bad)}
        .next{display:inline-block;padding:.625rem 0;color:var(--accent);font-weight:600}
        .error{color:var(--bad);font-weight:600;margin:0 0 .5rem}
        .wrong .choices{border-left:4px solid var(--bad);padding-left:.75rem}
        .wrong textarea{border-color:var(--bad)}
        @media (min-width:56rem){main.wide{max-width:60rem}.wide .choices{grid-template-columns:repeat(5,1fr) 1.5fr}.wide .choice{flex-direction:column;justify-content:center;gap:.375rem;padding:.625rem .25rem;font-size:.9375rem;line-height:1.25;text-align:center}.wide .apart{margin:0 0 0 .625rem}.wide button{width:auto}}
        @media print{body{background:#fff}.card{break-inside:avoid}button{display:none}}
        """;

    /// <summary>As the Content-Security-Policy names it.</summary>
    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";
}
