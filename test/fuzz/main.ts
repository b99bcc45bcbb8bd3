import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { least } from './shrink';
import { run } from './world';

const BAR = '{bar} {percentage} % | {value} of {total} worlds | {rate} a second | {eta_formatted} left | {failures} failing';

/** Leads so many worlds to their ends, and tells of those in which something happened that must not. */
async function main(seeds: number, from: number, most: number): Promise<number> {
  const failing: number[] = [];
  const start = Date.now();
  let looks = 0;
  const bar = new SingleBar({ format: BAR, noTTYOutput: false, hideCursor: true });
  bar.start(seeds, 0, { rate: '-', failures: 0 });
  for (let done = 0; done < seeds && failing.length < most; done++) {
    const { violations, looks: taken } = await run(from + done);
    looks += taken;
    if (violations.length > 0) {
      failing.push(from + done);
    }
    if (done % 100 === 99 || violations.length > 0) {
      bar.update(done + 1, { rate: Math.round((done * 1000) / (Date.now() - start)), failures: failing.length });
    }
  }
  bar.stop();
  for (const seed of failing) {
    const { violations, trace, troubles } = await least(seed);
    process.stdout.write(`\nseed ${seed} fails:\n${violations.map((violation) => `  ${violation}`).join('\n')}\n`
      + `with no more than ${troubles.join(', ') || 'nothing going wrong'}:\n${trace.join('\n')}\n`);
  }
  const seconds = (Date.now() - start) / 1000;
  process.stdout.write(`${seeds} worlds from seed ${from}, ${looks} invocations of the updater, ${Math.round(seeds / seconds)} worlds a second: `
    + `${failing.length === 0 ? 'all invariants hold' : `${failing.length} failing`}\n`);
  return failing.length === 0 ? 0 : 1;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError('give a whole number of at least 0');
  }
  return value;
}

const program = new Command('fuzz')
  .description('Runs the updater in worlds in which everything goes wrong that can, each made from a seed')
  .option('--seeds <n>', 'so many worlds', count, 10_000)
  .option('--from <seed>', 'the first seed', count, 0)
  .option('--failures <n>', 'stop after so many failing worlds', count, 3)
  .action(async ({ seeds, from, failures }: { seeds: number; from: number; failures: number }) => {
    process.exitCode = await main(seeds, from, failures);
  });
void program.parseAsync();
