import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { JsonService, StandInError } from './json-service';

/**
 * Encrypt and Decrypt, with real encryption: what one context sealed, another cannot open.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function kms(keyArns: ReadonlySet<string>): JsonService {
  return new JsonService('TrentService', 'application/x-amz-json-1.1', {
    Encrypt: ({ KeyId, Plaintext, EncryptionContext }) => {
      const keyArn = known(keyArns, String(KeyId));
      return { KeyId: keyArn, CiphertextBlob: seal(keyArn, Buffer.from(String(Plaintext), 'base64'), EncryptionContext), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    Decrypt: ({ CiphertextBlob, EncryptionContext }) => {
      const sealed = JSON.parse(Buffer.from(String(CiphertextBlob), 'base64').toString('utf8')) as Sealed;
      known(keyArns, sealed.keyArn);
      return { KeyId: sealed.keyArn, Plaintext: unseal(sealed, EncryptionContext), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
  });
}

interface Sealed {
  readonly keyArn: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

function known(keyArns: ReadonlySet<string>, keyId: string): string {
  const found = [...keyArns].find((keyArn) => keyArn === keyId || keyArn.endsWith(`/${keyId}`));
  if (found === undefined) {
    throw new StandInError('NotFoundException', `Key '${keyId}' does not exist`);
  }
  return found;
}

function seal(keyArn: string, plaintext: Buffer, context: unknown): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', materialOf(keyArn), iv).setAAD(authenticated(context));
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const sealed: Sealed = { keyArn, iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
  return Buffer.from(JSON.stringify(sealed)).toString('base64');
}

function unseal({ keyArn, iv, tag, data }: Sealed, context: unknown): string {
  const decipher = createDecipheriv('aes-256-gcm', materialOf(keyArn), Buffer.from(iv, 'base64'))
    .setAAD(authenticated(context))
    .setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('base64');
  } catch {
    throw new StandInError('InvalidCiphertextException', '');
  }
}

function materialOf(keyArn: string): Buffer {
  return createHash('sha256').update(keyArn).digest();
}

/** The context's pairs in one order, since their order does not count. */
function authenticated(context: unknown): Buffer {
  return Buffer.from(JSON.stringify(Object.entries((context ?? {}) as Record<string, string>).sort(([left], [right]) => (left < right ? -1 : 1))));
}
