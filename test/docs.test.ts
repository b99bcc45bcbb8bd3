import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const PAGES = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md') && file !== 'API.md'),
  ...(readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
];

const OURS = /^https:\/\/(?:github\.com\/cdk-guarded-endpoints\/cdk-guarded-endpoints\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk-guarded-endpoints\/cdk-guarded-endpoints)\/main\/(.+)$/;

interface Link {
  readonly page: string;
  readonly target: string;
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  test('has no dead link to another file of the repository', () => {
    const dead = linksOf(page, text).filter(({ target }) => !/^[a-z]+:/.test(target)).filter((link) => !leadsSomewhere(link));
    expect(dead).toEqual([]);
  });

  test('uses no reference that it does not define', () => {
    const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
    const defined = new Set([...prose.matchAll(/^\[([^\]]+)\]:/gm)].map(([, name]) => name));
    const used = [...prose.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });
});

test('the README has no link that only a checkout of the repository can follow', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)|(?:src|srcset|href)="([^"]+)"/gm)].map(([, ...some]) => some.find((one) => one !== undefined)!);
  expect(targets.length).toBeGreaterThan(20);
  expect(targets.filter((target) => !target.startsWith('https://'))).toEqual([]);
  expect(targets.filter((target) => OURS.test(target)).length).toBeGreaterThan(20);
});

describe('the examples of the simulator and the rehearsal', () => {
  const examples = PAGES.flatMap((page) => [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => ({ page, code })))
    .filter(({ code }) => code.includes("from 'cdk-guarded-endpoints/"));
  const tests = ['rehearsal', 'simulator'].map((part) => readFileSync(join(__dirname, part, 'documented.test.ts'), 'utf8'));

  // The others are compiled and translated by scripts/snippets.ts.
  test.each(examples)('are tests that run: $page', ({ code }) => {
    expect(tests).toContain(code);
  });
});

describe('the API', () => {
  const files = [...readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8').matchAll(/'\.\/([\w-]+)'/g)].map(([, file]) => join(ROOT, 'src', `${file}.ts`));
  const classes = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:abstract )?class (\w+)/gm)].map(([, text, name]) => [name, text] as const));

  // They are compiled and translated with those of the docs.
  test.each(classes)('has an example of %s', (_name, text) => {
    expect(classes.length).toBeGreaterThanOrEqual(15);
    expect(text).toMatch(/@example\n/);
  });
});

describe('the walk in docs/architecture.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const walk = [...page.matchAll(/^\| \d+ \| \[([^\]]+)\]\([^)]+\)(?: `([^`]+)`)?/gm)];

  test('goes from an app to the clock', () => {
    expect(walk.length).toBeGreaterThan(20);
    expect(walk[0][1]).toBe('examples/churn/churn-stack.ts');
    expect(walk.at(-1)![1]).toBe('src/simulator/update.ts');
  });

  // A file that is linked by less than its path is in the folder of its link.
  const named = [...page.matchAll(/\]\(\.\.\/([^)#]+\.ts)\)(?: `(\w+)`)?/g)].map(([, file, name]) => [file, name ?? ''] as const);

  test.each(named)('finds in %s: %s', (file, name) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('every page in docs', () => {
  test('can be reached from the README', () => {
    const reached = new Set<string>();
    const visit = (page: string): void => {
      if (!reached.has(page) && existsSync(join(ROOT, page)) && page.endsWith('.md')) {
        reached.add(page);
        linksOf(page, readFileSync(join(ROOT, page), 'utf8')).forEach(({ target }) => visit(join(dirname(page), target.split('#')[0])));
      }
    };
    visit('README.md');
    // The README links the folder of decisions.
    expect(PAGES.filter((page) => page.startsWith('docs/') && !page.startsWith('docs/adr/') && !reached.has(page))).toEqual([]);
  });
});

/** Links and pictures, inline or by reference, outside of code. */
function linksOf(page: string, text: string): Link[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '``');
  const inline = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]: (\S+)/gm)];
  const html = [...prose.matchAll(/(?:src|srcset|href)="([^"]+)"/g)];
  return [...inline, ...references, ...html].map(([, target]) => ({ page, target: inRepository(page, target) }));
}

/** The README is read in registries too, some of which leave links as they are, so that its own begin with the repository's address. */
function inRepository(page: string, target: string): string {
  const [, path] = OURS.exec(target) ?? [];
  return path === undefined ? target : relative(dirname(page), path) || '.';
}

function leadsSomewhere({ page, target }: Link): boolean {
  const [path, anchor] = target.split('#');
  const file = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
  if (!existsSync(file) || relative(ROOT, file).startsWith('..')) {
    return false;
  }
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(headings.map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-')));
}
