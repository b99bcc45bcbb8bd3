import { jsonResponse, textOf, type WireRequest, type WireResponse } from '../simulator/api/wire';

/** What reaches a wait condition's handle. */
interface Signal {
  readonly Status: 'SUCCESS' | 'FAILURE';
  readonly UniqueId: string;
  readonly Reason?: string;
  readonly Data?: string;
}

const PREFIX = '/_rehearsal/signals/';

/**
 * The pre-signed URLs of wait condition handles: what is sent there is kept, and told to whoever waits for it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export class SignalInbox {
  private readonly handles = new Map<string, { signals: Map<string, Signal>; onSignal: () => void }>();

  /** A new handle's URL; `baseUrl` is where this inbox can be reached. */
  open(name: string, baseUrl: string): string {
    this.handles.set(name, { signals: new Map(), onSignal: () => undefined });
    return `${baseUrl}${PREFIX}${name}?X-Amz-Signature=${'0'.repeat(64)}`;
  }

  close(url: string): void {
    this.handles.delete(nameIn(new URL(url).pathname));
  }

  /** The data of so many signals by their ids; one that reports a failure is thrown. A signal may have arrived before anybody waits. */
  async wait(url: string, count: number): Promise<Readonly<Record<string, string>>> {
    const handle = this.handles.get(nameIn(new URL(url).pathname));
    if (!handle) {
      throw new Error(`there is no wait condition handle ${url}`);
    }
    for (;;) {
      const signals = [...handle.signals.values()];
      const failure = signals.find(({ Status }) => Status === 'FAILURE');
      if (failure) {
        throw new Error(`WaitCondition received failed message: '${failure.Reason}' for uniqueId: ${failure.UniqueId}`);
      }
      if (signals.length >= count) {
        return Object.fromEntries(signals.map(({ UniqueId, Data }) => [UniqueId, Data ?? '']));
      }
      await new Promise<void>((told) => {
        handle.onSignal = told;
      });
    }
  }

  owns(request: WireRequest): boolean {
    return request.path.startsWith(PREFIX);
  }

  handle(request: WireRequest): WireResponse {
    const handle = this.handles.get(nameIn(request.path));
    if (request.method !== 'PUT' || !handle) {
      return jsonResponse(403, 'application/json', { message: `there is no handle for ${request.method} ${request.path}` });
    }
    const signal = JSON.parse(textOf(request.body)) as Signal;
    handle.signals.set(signal.UniqueId, signal);
    handle.onSignal();
    return { status: 200, headers: {}, body: new Uint8Array() };
  }
}

function nameIn(path: string): string {
  return decodeURIComponent(path.slice(PREFIX.length));
}
