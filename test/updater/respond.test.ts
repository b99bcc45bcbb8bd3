import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { ResponseBucket } from './cloudformation';
import { bodyOf, respond, type Verdict } from '../../src/updater/respond';

const ADDRESSEE = { stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/churn/1', requestId: 'request-1', logicalResourceId: 'Churn' };
const SUCCESS: Verdict = { status: 'SUCCESS', physicalResourceId: 'churn', data: { EndpointName: 'churn' } };
const AT_ONCE = 0;

let bucket: ResponseBucket;
beforeEach(async () => {
  bucket = await ResponseBucket.open();
});
afterEach(() => bucket.close());

it('puts the answer with an empty content type, which is what the URL is signed for', async () => {
  await respond(bucket.url, ADDRESSEE, SUCCESS);
  expect(bucket.received).toMatchObject([{ method: 'PUT', contentType: '' }]);
  expect(bucket.answers).toEqual([
    {
      Status: 'SUCCESS',
      PhysicalResourceId: 'churn',
      StackId: ADDRESSEE.stackId,
      RequestId: 'request-1',
      LogicalResourceId: 'Churn',
      Data: { EndpointName: 'churn' },
    },
  ]);
});

it('tries again when it is refused, with the same answer', async () => {
  bucket.statuses = [503, 500];
  await respond(bucket.url, ADDRESSEE, SUCCESS, AT_ONCE);
  expect(bucket.received).toHaveLength(3);
  expect(new Set(bucket.received.map(({ body }) => body)).size).toBe(1);
});

it('throws when it is refused every time, rather than to leave CloudFormation waiting', async () => {
  bucket.statuses = [403, 403, 403];
  await expect(respond(bucket.url, ADDRESSEE, SUCCESS, AT_ONCE)).rejects.toThrow('could not be answered in 3 attempts: it answered with HTTP status 403');
});

describe('an error', () => {
  it.each([
    ['nobody listens', 'http://127.0.0.1:1/bucket?X-Amz-Signature=5ec2e7', /ECONNREFUSED|fetch failed|TypeError/],
    ['the host does not exist', 'https://no-such-host.invalid/bucket?X-Amz-Signature=5ec2e7', /ENOTFOUND|EAI_AGAIN|TypeError/],
    ['it is no URL', 'nonsense?X-Amz-Signature=5ec2e7', /ERR_INVALID_URL/],
    ['it is neither https nor on this machine', 'http://example.com/bucket?X-Amz-Signature=5ec2e7', /neither https nor on this machine/],
  ])('says what is wrong but not where when %s', async (_, url, words) => {
    const error = await respond(url, ADDRESSEE, SUCCESS, AT_ONCE).catch((thrown) => thrown);
    expect(error.message).toMatch(words);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('5ec2e7');
  });
});

describe('the reason of a failure', () => {
  it('is passed on in full when it fits', () => {
    expect(JSON.parse(bodyOf(ADDRESSEE, { status: 'FAILED', physicalResourceId: 'churn', reason: 'because' })).Reason).toBe('because');
  });

  it('is cut so that the answer fits into 4,096 bytes, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 0, maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, times) => {
        const reason = text.repeat(times);
        const body = bodyOf(ADDRESSEE, { status: 'FAILED', physicalResourceId: 'churn', reason });
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
        const told: string = JSON.parse(body).Reason;
        expect(told === reason || reason.startsWith(told.replace(/ \.\.\. \(cut; .*$/, ''))).toBe(true);
      }),
    );
  });

  it('loses no more than it must', () => {
    const body = bodyOf(ADDRESSEE, { status: 'FAILED', physicalResourceId: 'churn', reason: 'x'.repeat(5000) });
    expect(Buffer.byteLength(body)).toBeGreaterThan(3600);
  });
});
