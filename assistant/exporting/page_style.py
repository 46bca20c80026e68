"""The look of an exported page: light or dark as the reader's system is, and fit for paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --quiet: #5a6270; --paper: #ffffff;
  --line: #d5d9e0; --link: #1a4fa3; --good: #1d6b3a; --partly: #8a5a00; --bad: #a3201d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ec; --quiet: #a3abb8; --paper: #15181d; --line: #363c46;
    --link: #8db8ff; --good: #7fd19b; --partly: #f0c060; --bad: #ff9a94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.2rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif;
  overflow-wrap: anywhere; }
h1, h2, h3, .verdict, .remark, .quiet, .address, nav, footer, header p {
  font-family: system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .8rem; padding-top: 1.2rem;
  border-top: 1px solid var(--line); }
h3 { font-size: .95rem; margin: 1.6rem 0 .4rem; }
a { color: var(--link); }
nav ol { padding-left: 1.6rem; }
.cite { text-decoration: none; font-size: .85em; }
.verdict, .remark { display: block; font-size: .82rem; color: var(--quiet); }
.verified .verdict { color: var(--good); }
.partly .verdict { color: var(--partly); }
.unsupported .verdict { color: var(--bad); }
.partly, .unsupported { border-left: 3px solid var(--partly); padding-left: .7rem; }
.unsupported { border-left-color: var(--bad); }
.dispute, .warning { border: 1px solid var(--partly); padding: .4rem .7rem; }
.quiet, .address, footer, header p { font-size: .85rem; color: var(--quiet); }
.references { padding-left: 2rem; font-size: .95rem; }
.references li { margin-bottom: 1rem; }
.references p { margin: .1rem 0; }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 2px solid var(--line); }
:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
@media print {
  :root { --ink: #000; --quiet: #444; --paper: #fff; --line: #bbb; --link: #000;
    --good: #000; --partly: #000; --bad: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  .sentence, .references li, blockquote { break-inside: avoid; }
  nav { display: none; }
}
"""
