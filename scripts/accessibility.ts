/**
 * Opens the reports in a browser, as readers do: light, dark, on a telephone and on paper. Fails on what axe-core finds, on what the
 * console says, on a page that is wider than its window, and on one that asks the network for anything.
 *
 *   CHROMIUM_PATH=/usr/bin/chromium tsx scripts/accessibility.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';

const ROOT = join(__dirname, '..');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const READERS = [
  { name: 'light', width: 1200, colorScheme: 'light', media: 'screen' },
  { name: 'dark', width: 1200, colorScheme: 'dark', media: 'screen' },
  { name: 'on a telephone', width: 400, colorScheme: 'light', media: 'screen' },
  { name: 'on paper', width: 800, colorScheme: 'light', media: 'print' },
] as const;

async function main(): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) {
    throw new Error('CHROMIUM_PATH has to name a Chromium or Chrome, such as /usr/bin/chromium');
  }
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const complaints = [];
    for (const page of reports(folder)) {
      for (const reader of READERS) {
        const found = await complaintsOf(browser, page, reader);
        process.stdout.write(`${found.length === 0 ? 'ok   ' : 'WRONG'} ${page.slice(folder.length + 1)}, ${reader.name}\n${found.map((line) => `      ${line}\n`).join('')}`);
        complaints.push(...found);
      }
    }
    process.exitCode = complaints.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Of the churn example: a rehearsal with a rollback, and a plan with strategies side by side. */
function reports(folder: string): string[] {
  const assembly = join(folder, 'cdk.out');
  const run = (...words: string[]): Buffer => execFileSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CDK_OUTDIR: assembly } });
  run('node_modules/tsx/dist/cli.mjs', 'examples/churn/app.ts');
  const [rehearsal, plan] = [join(folder, 'rehearsal.html'), join(folder, 'plan.html')];
  run('bin/guarded-endpoint', 'rehearse', assembly, '--quiet', '--html', rehearsal);
  run('bin/guarded-endpoint', 'plan', assembly, '--compare', '--requests-per-second', '10', '--risk-budget', '500', '--html', plan);
  return [rehearsal, plan];
}

async function complaintsOf(browser: Browser, file: string, { width, colorScheme, media }: (typeof READERS)[number]): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  try {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => request.url().startsWith('file:') || request.url().startsWith('data:') || complaints.push(`asks for ${request.url()}`));
    await page.emulateMedia({ media });
    await page.goto(pathToFileURL(file).href);
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    if (Number(tooWide) > 0) {
      complaints.push(`${tooWide} pixels wider than its window of ${width}`);
    }
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(WCAG)} })`) as axe.AxeResults;
    return [...complaints, ...violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 100)).join(', ')}`)];
  } finally {
    await page.close();
  }
}

void main();
