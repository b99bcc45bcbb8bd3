import { run } from './program';

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // https://no-color.org
  colour: process.stdout.isTTY && !process.env.NO_COLOR,
  stopped,
}).then((code) => {
  process.exitCode = code;
});
