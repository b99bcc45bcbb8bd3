import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { CloudFormationEvent } from './event';

/** Whose response URL it is; sealed for one request, it opens for no other. */
export type SealContext = Pick<CloudFormationEvent, 'StackId' | 'RequestId' | 'LogicalResourceId'>;

/** Keeps the response URL from whoever may read the state machine's history, but not use the key. */
export interface Seal {
  seal(url: string, context: SealContext): Promise<string>;
  open(sealed: string, context: SealContext): Promise<string>;
}

export class KmsSeal implements Seal {
  /** @param keyArn asked for when it is needed: a missing one is then answered like any other failure. */
  constructor(private readonly client: KMSClient, private readonly keyArn: () => string) {}

  async seal(url: string, context: SealContext): Promise<string> {
    const { CiphertextBlob } = await this.client.send(
      new EncryptCommand({ KeyId: this.keyArn(), Plaintext: Buffer.from(url), EncryptionContext: encryptionContext(context) }),
    );
    return Buffer.from(CiphertextBlob ?? []).toString('base64');
  }

  async open(sealed: string, context: SealContext): Promise<string> {
    const { Plaintext } = await this.client.send(
      new DecryptCommand({ KeyId: this.keyArn(), CiphertextBlob: Buffer.from(sealed, 'base64'), EncryptionContext: encryptionContext(context) }),
    );
    return Buffer.from(Plaintext ?? []).toString();
  }
}

function encryptionContext({ StackId, RequestId, LogicalResourceId }: SealContext): Record<string, string> {
  return { StackId, RequestId, LogicalResourceId };
}
