import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { assertSameDeployed, type SynthApp } from './app';
import { inChild, type Measurement } from '../in-child';

const ENDPOINTS = 500;
const ROUNDS = 7;
const ROOT = join(__dirname, '..', '..');

export interface Synth {
  readonly endpoints: number;
  readonly rounds: number;
  /** Medians, in processor time of the user. */
  readonly guardedSeconds: number;
  readonly byHandSeconds: number;
  readonly inConstructsSeconds: number;
  /** The medians of the rounds' ratios of guarded to the two written by hand. */
  readonly ratio: number;
  readonly ratioInConstructs: number;
  readonly ratios: readonly string[];
}

/** Guarded endpoints, and what they are made of written by hand, in turn, so that both meet the same machine. */
export async function synth(): Promise<Synth> {
  assertSameDeployed(ENDPOINTS);
  const child = bundled();
  const rounds: Array<Record<SynthApp['declared'], number>> = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      guarded: await secondsOf(child, 'guarded'),
      byHand: await secondsOf(child, 'byHand'),
      inConstructs: await secondsOf(child, 'inConstructs'),
    });
  }
  const ratios = rounds.map(({ guarded, byHand }) => guarded / byHand);
  return {
    endpoints: ENDPOINTS,
    rounds: ROUNDS,
    guardedSeconds: median(rounds.map(({ guarded }) => guarded)),
    byHandSeconds: median(rounds.map(({ byHand }) => byHand)),
    inConstructsSeconds: median(rounds.map(({ inConstructs }) => inConstructs)),
    ratio: median(ratios),
    ratioInConstructs: median(rounds.map(({ guarded, inConstructs }) => guarded / inConstructs)),
    ratios: ratios.map((ratio) => ratio.toFixed(2)),
  };
}

/** As JavaScript: a TypeScript loader would also go through every file of the CDK, which takes both the same and brings them nearer. */
function bundled(): string {
  const outfile = join(ROOT, 'node_modules', '.cache', 'synth-bench.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'child.ts')], outfile, bundle: true, platform: 'node', target: 'node20', external: ['aws-cdk-lib', 'constructs'], logLevel: 'error',
  });
  return outfile;
}

async function secondsOf(child: string, declared: SynthApp['declared']): Promise<number> {
  const app: SynthApp = { declared, endpoints: ENDPOINTS };
  return (await inChild<Measurement>(child, app, { execArgv: [] })).userSeconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}
