import type { Chart } from './plot';
import { printable } from './printable';
import { THEMES } from './theme';

/** A page that needs nothing else: no network, no script. */
export function page(title: string, body: string): string {
  return printable(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`);
}

/** A chart in both themes, of which the page shows one. */
export function figure({ title, caption, svg }: Chart): string {
  return `<figure>
<h3>${escaped(title)}</h3>
<div class="wide" tabindex="0" role="group" aria-label="${escaped(`Chart of ${title}`)}">
${THEMES.map((theme) => `<div class="chart ${theme.name}" role="img" aria-label="${escaped(`${title}: ${caption}`)}">${svg(theme)}</div>`).join('\n')}
</div>
<figcaption>${escaped(caption)}</figcaption>
</figure>`;
}

export function list(lines: readonly string[]): string {
  return `<ul class="summary">${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
}

export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${escaped(cell).replaceAll('_', '_<wbr>')}</td>`).join('');
  return `<div class="wide" tabindex="0" role="group" aria-label="${escaped(`Table of ${head.join(', ')}`)}"><table${head.length > 4 ? ' class="many"' : ''}>
<thead><tr>${head.map((title) => `<th scope="col">${escaped(title)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}</tbody>
</table></div>`;
}

/** What few readers look for, to be opened by those who do; without a script. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n${body}\n</details>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --raised: #f6f8fa; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9198a1; --line: #3d444d; --page: #0d1117; --raised: #151b23; } }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2.25rem 0 0.5rem; } h3 { font-size: 1rem; margin: 1.75rem 0 0.5rem; }
.summary { overflow-wrap: anywhere; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem 0.75rem 2rem; }
figure { margin: 0; break-inside: avoid; } figcaption { color: var(--muted); font-size: 0.85rem; }
.chart svg { width: 100%; height: auto; display: block; }
.chart.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .chart.light { display: none; } .chart.dark { display: block; } }
.wide { overflow-x: auto; }
@media screen and (max-width: 700px) { .chart svg, table.many { min-width: 640px; } }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); }
td { font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
summary { cursor: pointer; color: var(--muted); }
:focus-visible { outline: 2px solid #0072b2; outline-offset: 2px; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; overflow-x: auto; }
`;
