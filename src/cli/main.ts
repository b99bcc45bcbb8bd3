import { run } from './program';

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

// A reader that has seen enough, such as `head`, changes nothing about how the command ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

// On a Node.js that the SDK is about to leave behind, it says so on the error output of every command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // https://no-color.org
  colour: process.stdout.isTTY && !process.env.NO_COLOR,
  stopped,
}).then((code) => {
  process.exitCode = code;
});
