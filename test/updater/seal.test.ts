import type { KMSClient } from '@aws-sdk/client-kms';
import { KmsSeal } from '../../src/updater/seal';

const CONTEXT = { StackId: 'stack', RequestId: 'request-1', LogicalResourceId: 'Churn' };

/** A key that answers as KMS does: what it encrypts, it decrypts in the same context alone. */
function kms(sent: Array<{ KeyId?: string }> = []): KMSClient {
  const send = async ({ input }: { input: { KeyId?: string; Plaintext?: Uint8Array; CiphertextBlob?: Uint8Array; EncryptionContext: object } }) => {
    sent.push(input);
    const context = JSON.stringify(input.EncryptionContext);
    if (input.Plaintext !== undefined) {
      return { CiphertextBlob: Buffer.from(JSON.stringify([context, Buffer.from(input.Plaintext).toString('hex')])) };
    }
    const [sealedFor, hex] = JSON.parse(Buffer.from(input.CiphertextBlob!).toString());
    if (sealedFor !== context) {
      throw new Error('InvalidCiphertextException');
    }
    return { Plaintext: Buffer.from(hex, 'hex') };
  };
  return { send } as unknown as KMSClient;
}

it('opens what it sealed', async () => {
  const seal = new KmsSeal(kms(), () => 'key');
  const sealed = await seal.seal('https://example.com/?a=é', CONTEXT);
  expect(sealed).not.toContain('example.com');
  expect(await seal.open(sealed, CONTEXT)).toBe('https://example.com/?a=é');
});

it('opens it for no other request', async () => {
  const seal = new KmsSeal(kms(), () => 'key');
  const sealed = await seal.seal('https://example.com/', CONTEXT);
  await expect(seal.open(sealed, { ...CONTEXT, RequestId: 'request-2' })).rejects.toThrow('InvalidCiphertextException');
});

it('names the key both times, so that a ciphertext of another key is refused', async () => {
  const sent: Array<{ KeyId?: string }> = [];
  const seal = new KmsSeal(kms(sent), () => 'key');
  await seal.open(await seal.seal('https://example.com/', CONTEXT), CONTEXT);
  expect(sent.map(({ KeyId }) => KeyId)).toEqual(['key', 'key']);
});
