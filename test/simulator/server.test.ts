import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { WireRequest } from '../../src/simulator/api/wire';
import { serve } from '../../src/simulator/server';
import type { RunningServer } from '../../src/simulator/server';

let server: RunningServer;
let received: WireRequest[];
let behaviour: (request: WireRequest) => Promise<{ status: number; headers: Record<string, string>; body: Uint8Array }>;

beforeEach(async () => {
  received = [];
  behaviour = async () => ({ status: 201, headers: { 'x-made-by': 'test' }, body: Buffer.from('answer') });
  server = await serve((request) => {
    received.push(request);
    return behaviour(request);
  }, { port: 0 });
});

afterEach(() => server.close());

test('a request arrives as it was sent, and the answer goes back', async () => {
  const response = await fetch(`${server.url}/endpoints/a%20b/invocations?x=1&y=%2F`, { method: 'POST', headers: { 'X-Thing': 'Value' }, body: 'text' });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-made-by')).toBe('test');
  expect(await response.text()).toBe('answer');
  expect(received).toEqual([expect.objectContaining({ method: 'POST', path: '/endpoints/a%20b/invocations', query: { x: '1', y: '/' } })]);
  expect(received[0].headers['x-thing']).toBe('Value');
  expect(Buffer.from(received[0].body).toString()).toBe('text');
});

test('only this machine is listened to', () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
});

test.each(['https://example.com', 'http://127.0.0.1.example.com', 'null'])('a page of %s in a browser on this machine is not answered', async (origin) => {
  const response = await fetch(server.url, { method: 'POST', headers: { origin }, body: '{}' });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ __type: 'AccessDeniedException', message: 'the simulator does not answer pages of other sites (Origin)' });
  expect(received).toEqual([]);
});

test('a page of this machine is', async () => {
  expect((await fetch(server.url, { method: 'POST', headers: { origin: 'http://localhost:3000' }, body: '{}' })).status).toBe(201);
});

test('a body longer than any service takes is refused without being kept', async () => {
  const response = await fetch(server.url, { method: 'POST', body: new Uint8Array(8 * 1024 * 1024) });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
  expect(received).toEqual([]);
});

test('a handler that fails is an answer of 500, with the stack in the error output', async () => {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  behaviour = async () => { throw new TypeError('a bug'); };
  const response = await fetch(server.url);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
  expect(print).toHaveBeenCalledWith(expect.any(TypeError));
  print.mockRestore();
});

test('an answer that HTTP cannot carry ends the connection, and the server goes on', async () => {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  behaviour = async () => ({ status: 200, headers: { 'x-bad': 'a\nb' }, body: new Uint8Array() });
  await expect(fetch(server.url)).rejects.toThrow();
  behaviour = async () => ({ status: 200, headers: {}, body: new Uint8Array() });
  expect((await fetch(server.url)).status).toBe(200);
  expect(print).toHaveBeenCalledTimes(1);
  print.mockRestore();
});

test('bytes that are no HTTP are refused, and the server goes on', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end('this is not http\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => { text += chunk.toString(); }).on('end', () => resolve(text)).on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  expect((await fetch(server.url)).status).toBe(201);
});

test('a client that goes away in the middle does no harm, and is no news', async () => {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await new Promise<void>((resolve) => {
    const request = httpRequest(server.url, { method: 'POST', headers: { 'content-length': 1000 } });
    request.on('error', () => resolve());
    request.write('only a part', () => request.destroy());
    request.on('close', () => resolve());
  });
  expect((await fetch(server.url)).status).toBe(201);
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
});

test('a port in use is named, with what to do', async () => {
  await expect(serve(behaviour, { port: server.port }))
    .rejects.toThrow(`port ${server.port} is in use on 127.0.0.1; stop what is using it, name another port, or use port 0 to take a free one`);
});

test('closing does not wait for idle connections', async () => {
  const other = await serve(behaviour, { port: 0 });
  await (await fetch(other.url)).text();
  const start = Date.now();
  await other.close();
  expect(Date.now() - start).toBeLessThan(1000);
});

describe('more requests at one time than are taken', () => {
  test('are answered with 503, and those after them as ever', async () => {
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => { release = resolve; });
    behaviour = async () => {
      await released;
      return { status: 200, headers: {}, body: new Uint8Array() };
    };
    let refused = 0;
    const statuses = Array.from({ length: 300 }, () => fetch(server.url).then(({ status }) => {
      refused += status === 503 ? 1 : 0;
      return status;
    }));
    await until(() => received.length === 256 && refused === 44);
    release();
    const all = await Promise.all(statuses);
    expect(all.filter((status) => status === 200)).toHaveLength(256);
    expect((await fetch(server.url)).status).toBe(200);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
