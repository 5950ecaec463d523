// The page's style sheet: system fonts, light ground, and a print version.
#pragma once

namespace carepath::report {

inline constexpr const char* style_sheet = R"(
:root { --ink:#1d2329; --soft:#55606b; --line:#d5dade; --ground:#ffffff; --panel:#f5f7f9; --accent:#0b5a8f; }
* { box-sizing:border-box; }
html { font-size:16px; }
body { margin:0; color:var(--ink); background:var(--ground); line-height:1.5;
  font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif; }
header, main, footer, nav { max-width:70rem; margin:0 auto; padding:0 1.5rem; }
header { padding-top:2.5rem; }
h1 { font-size:2.1rem; line-height:1.2; margin:0 0 .5rem; letter-spacing:-.01em; }
.question { font-size:1.25rem; color:var(--soft); margin:0 0 .75rem; max-width:52rem; }
.facts { color:var(--soft); margin:0 0 1rem; font-size:.95rem; }
nav ol { columns:3 16rem; column-gap:2.75rem; margin:.5rem 0 0; padding:.75rem 0 .75rem 1.25rem; border-top:1px solid var(--line);
  border-bottom:1px solid var(--line); font-size:.93rem; }
a { color:var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline:3px solid #e69f00; outline-offset:2px; }
.skip { position:absolute; left:-99rem; } .skip:focus { left:1rem; top:1rem; background:#fff; padding:.5rem; }
section { margin:3rem 0 0; }
h2 { font-size:1.5rem; margin:0 0 .75rem; padding-bottom:.3rem; border-bottom:2px solid var(--ink); }
h3 { font-size:1.12rem; margin:1.75rem 0 .5rem; }
p { max-width:52rem; }
.note { color:var(--soft); font-size:.93rem; }
.banner { max-width:67rem; margin:1rem auto; padding:.8rem 1.2rem; border:2px solid #a34700; border-left-width:10px;
  background:#fff4e8; font-weight:600; }
.findings { background:var(--panel); border:1px solid var(--line); border-left:6px solid var(--accent); padding:.4rem 1.4rem 1rem;
  display:grid; grid-template-columns:repeat(auto-fit,minmax(26rem,1fr)); column-gap:2.5rem; }
.finding:first-child, .finding:nth-child(2):last-child { grid-column:1 / -1; }
.finding h3 { margin:1rem 0 .3rem; }
.finding ul { margin:0; padding-left:1.1rem; }
.finding li { margin:.25rem 0; }
.tag { font-size:.8rem; font-weight:400; color:var(--soft); border:1px solid var(--line); border-radius:1rem; padding:.05rem .6rem; background:#fff; }
figure { margin:1.25rem 0; min-width:0; }
figcaption { margin-bottom:.35rem; color:var(--soft); } figcaption strong { color:var(--ink); }
figure svg { display:block; width:100%; height:auto; max-height:60rem; font-family:inherit; }
.pair { display:grid; grid-template-columns:repeat(auto-fit,minmax(27rem,1fr)); gap:0 2rem; align-items:start; }
.legend { list-style:none; margin:.75rem 0; padding:0; display:flex; flex-wrap:wrap; gap:.2rem 1.4rem; font-size:.95rem; }
.legend span { font-size:1.15rem; }
.scroll { overflow-x:auto; margin:1rem 0; }
.scroll tbody th, .scroll thead th:first-child { position:sticky; left:0; background:var(--ground); }
table { border-collapse:collapse; font-size:.92rem; width:100%; }
caption { text-align:left; font-weight:600; padding:.3rem 0; }
th, td { padding:.35rem .6rem; text-align:left; vertical-align:top; border-bottom:1px solid var(--line); }
thead th { border-bottom:2px solid var(--soft); vertical-align:bottom; }
tbody th { font-weight:500; }
td.n { font-variant-numeric:tabular-nums; } td.n, th.n { text-align:right; }
tbody th { min-width:8rem; }
.kpis td { min-width:10.5rem; } .kpis .value { font-size:1.08rem; font-weight:600; }
td.n { min-width:8.5rem; } details td.n { min-width:0; }
td .change, td .status, .under { display:block; font-size:.85rem; }
.kpis td small { display:block; white-space:nowrap; }
small { color:var(--soft); } .under { color:var(--soft); font-weight:400; }
.met { color:#00614a; font-weight:600; } .missed { color:#a33600; font-weight:600; } .close { color:var(--soft); font-weight:600; }
details { margin:.5rem 0; } summary { cursor:pointer; color:var(--accent); font-size:.93rem; }
details.numbers .scroll { max-height:24rem; overflow:auto; }
pre { background:var(--panel); border:1px solid var(--line); padding:1rem; overflow:auto; font-size:.82rem; max-height:40rem; }
code { font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",Consolas,monospace; font-size:.88em; }
dl { display:grid; grid-template-columns:max-content 1fr; gap:.2rem 1.5rem; } dt { color:var(--soft); } dd { margin:0; }
footer { margin-top:3rem; padding-top:1rem; padding-bottom:2rem; border-top:1px solid var(--line); color:var(--soft); font-size:.9rem; }
@media print {
  @page { size:A4; margin:14mm 12mm; }
  html { font-size:10.5px; } nav, .skip, details:not([open]) { display:none; }
  header, main, footer { max-width:none; padding:0; }
  section { margin-top:1.6rem; } h2, h3, figcaption, caption, thead, .note, .legend { break-after:avoid; }
  figure, .finding, tr { break-inside:avoid; } thead { display:table-header-group; }
  .scroll { overflow:visible; } .pair { grid-template-columns:1fr 1fr; } .findings { grid-template-columns:1fr 1fr; }
  .kpis td { min-width:0; } a { color:inherit; text-decoration:none; }
  * { print-color-adjust:exact; -webkit-print-color-adjust:exact; }
}
)";

} // namespace carepath::report
