import type { ClientRequest } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

type Options = { readonly host?: string; readonly hostname?: string; readonly path?: string };
type Request = (...args: unknown[]) => ClientRequest;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

/**
 * Keeps a process to this machine: connections elsewhere fail, with the host in the message, and other programs are not started.
 *
 * Answers to CloudFormation go to pre-signed https URLs, and many functions speak https to them whatever the URL says; here they are
 * taken to the rehearsal, which is at `endpointUrl`.
 */
export function stayOnThisMachine(endpointUrl: string): void {
  guardConnections();
  refusePrograms();
  const { hostname, port } = new URL(endpointUrl);
  // The modules themselves: what others import is changed too.
  const modules = createRequire(__filename);
  const http = modules('node:http') as { request: Request };
  const https = modules('node:https') as { request: Request };
  const request = https.request;
  https.request = (...args) => {
    const [target, ...others] = args;
    const asked = typeof target === 'string' ? new URL(target) : target as URL | Options;
    if (!LOOPBACK.test(asked.hostname ?? asked.host ?? '')) {
      return request(...args);
    }
    return asked instanceof URL
      ? http.request(`http://${hostname}:${port}${asked.pathname}${asked.search}`, ...others)
      : http.request({ ...asked, protocol: 'http:', agent: undefined, host: undefined, hostname, port }, ...others);
  };
  syncBuiltinESMExports();
}

/** What another program does is out of sight: some functions have npm install what they need. */
function refusePrograms(): void {
  const programs = createRequire(__filename)('node:child_process') as Record<string, unknown>;
  for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
    programs[name] = (command: unknown) => {
      throw new Error(`starting other programs is not simulated: ${String(command)}`);
    };
  }
}

function guardConnections(): void {
  const connect = Socket.prototype.connect as (...args: unknown[]) => Socket;
  Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
    // Options, or a port and a host; callers within Node.js have made a list of them.
    const [first, second] = Array.isArray(args[0]) ? args[0] as unknown[] : args;
    const { host, path }: Options = typeof first === 'object' && first !== null ? first : { host: typeof second === 'string' ? second : undefined };
    const stays = path !== undefined || host === undefined || LOOPBACK.test(host);
    if (stays) {
      return connect.apply(this, args);
    }
    process.nextTick(() => this.destroy(new Error(`${host} is not on this machine, which nothing leaves in a rehearsal`)));
    return this;
  } as typeof Socket.prototype.connect;
}
