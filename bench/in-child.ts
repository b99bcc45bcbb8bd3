import { fork, type ForkOptions } from 'node:child_process';
import { resolve as absolute } from 'node:path';

/** What is measured, each in a process of its own, so that none finds the machine warmed up, or its memory used, by another. */
export interface Measurement {
  readonly seconds: number;
  /** Of all the process's threads; more steady than `seconds` on a busy machine, and more, where rubbish is collected beside the work. */
  readonly cpuSeconds: number;
  /** The same without the time in the operating system, where files are read and written. */
  readonly userSeconds: number;
  readonly peakMegabytes: number;
  readonly [figure: string]: unknown;
}

/** Runs one of the files here with an argument; `onProgress` hears of every number it sends before its result. */
export function inChild<Result>(
  file: string, argument: unknown, { onProgress = () => undefined, ...options }: ForkOptions & { onProgress?: (done: number) => void } = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(absolute(__dirname, file), [JSON.stringify(argument)], options);
    child.on('message', (message) => (typeof message === 'number' ? onProgress(message) : resolve(message as Result)));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${file} ${JSON.stringify(argument)} ended with code ${code}`)));
  });
}

/** In the child: the argument, and the result of measuring with it. */
export function measured<Argument>(measure: (argument: Argument) => object): void {
  const argument = JSON.parse(process.argv[2]) as Argument;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const figures = measure(argument);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.send!({ seconds, cpuSeconds: (user + system) / 1e6, userSeconds: user / 1e6, peakMegabytes, ...figures });
}
