import { Readable } from 'node:stream';
import type { HttpRequest } from '@smithy/types';
import type { WireRequest } from '../../src/simulator/api/wire';
import { inProcess } from '../../src/simulator/in-process';

async function wired(request: Partial<HttpRequest>): Promise<WireRequest> {
  let received: WireRequest | undefined;
  const handler = inProcess(async (wireRequest) => {
    received = wireRequest;
    return { status: 200, headers: {}, body: new Uint8Array() };
  });
  await handler.handle({ method: 'POST', protocol: 'https:', hostname: 'localhost', path: '/', query: {}, headers: {}, ...request });
  return received!;
}

test('header names arrive in lower case, a query with several values joined', async () => {
  const { headers, query, path } = await wired({ path: '/a%20b', headers: { 'X-Amz-Target': 'T.Op' }, query: { one: '1', many: ['1', '2'], none: null } });
  expect({ headers, query, path }).toEqual({ headers: { 'x-amz-target': 'T.Op' }, query: { one: '1', many: '1,2', none: '' }, path: '/a%20b' });
});

test.each([
  ['nothing', undefined, ''],
  ['text', 'grüße', 'grüße'],
  ['bytes', Buffer.from('bytes'), 'bytes'],
  ['a stream of bytes', Readable.from([Buffer.from('in '), Buffer.from('parts')]), 'in parts'],
  ['a stream of text', Readable.from(['in ', 'parts']), 'in parts'],
])('a body may be %s', async (_name, body, text) => {
  expect(Buffer.from((await wired({ body })).body).toString()).toBe(text);
});

test('the answer is what a client reads from a socket', async () => {
  const handler = inProcess(async () => ({ status: 201, headers: { 'x-a': 'b' }, body: Buffer.from('text') }));
  const { response } = await handler.handle({ method: 'GET', protocol: 'https:', hostname: 'localhost', path: '/', query: {}, headers: {} });
  expect(response).toMatchObject({ statusCode: 201, headers: { 'x-a': 'b' } });
  expect(Buffer.concat(await response.body.toArray()).toString()).toBe('text');
});
