import { ServiceError, validationException } from './api/service-error';
import type { RandomStream } from './random';

/** The services, by the names their command-line and SDK packages have. */
const SERVICES = ['sagemaker', 'sagemaker-runtime', 'cloudwatch', 'application-autoscaling'] as const;

const KINDS = ['throttling', 'serverError', 'slow', 'dropped'] as const;

/** A way in which the simulated services fail a caller, for testing what the caller makes of it. */
export interface Fault {
  /**
   * `throttling`: refused with a ThrottlingException; `serverError`: answered with HTTP 500 or 503; `slow`: answered
   * after `delayMs`; `dropped`: the connection ends without an answer.
   */
  readonly kind: typeof KINDS[number];
  /** @default any service */
  readonly service?: typeof SERVICES[number];
  /** @default any operation */
  readonly operation?: string;
  /** Of a request that is meant, 0 to 1. @default 1 */
  readonly probability?: number;
  /** After so many it is over. @default without end */
  readonly count?: number;
  /** Of a server error: 500 (InternalFailure) or 503 (ServiceUnavailable). @default 500 */
  readonly status?: number;
  /** Of a slow answer, in milliseconds of real time. @default 1000 */
  readonly delayMs?: number;
  /** Of a server error or dropped connection: the operation is performed, only its answer is lost. @default false */
  readonly performed?: boolean;
}

/** A fault, and how often it has struck. */
export interface InjectedFault extends Fault {
  readonly struck: number;
}

const LONGEST_DELAY_MS = 5 * 60 * 1000;

const CHECKS: Readonly<Record<keyof Fault, (value: unknown) => string | undefined>> = {
  kind: oneOf(KINDS),
  service: oneOf(SERVICES),
  operation: (value) => (typeof value === 'string' && /^[A-Za-z]+$/.test(value) ? undefined : 'use the name of an operation, such as DescribeEndpoint'),
  probability: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'use a share of the requests from 0 to 1'),
  count: (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : 'use a whole number of at least 0'),
  status: (value) => (value === 500 || value === 503 ? undefined : 'use 500 or 503'),
  delayMs: (value) => (typeof value === 'number' && value >= 0 && value <= LONGEST_DELAY_MS ? undefined : `use milliseconds from 0 to ${LONGEST_DELAY_MS}`),
  performed: (value) => (typeof value === 'boolean' ? undefined : 'use true or false'),
};

/** What belongs to some kinds only. */
const ONLY_FOR: ReadonlyArray<readonly [keyof Fault, ReadonlyArray<Fault['kind']>]> = [
  ['status', ['serverError']],
  ['delayMs', ['slow']],
  ['performed', ['serverError', 'dropped']],
];

/** The faults that are injected; of those that mean a request, the first one that strikes is the one it meets. */
export class Faults {
  private injected: Array<{ readonly fault: Fault; struck: number }> = [];

  /** In place of all that were there; every fault in what is given is named at once. */
  replace(faults: readonly unknown[]): void {
    const wrong = faults.flatMap((fault, index) => faultsIn(fault).map((text) => `faults[${index}]: ${text}`));
    if (wrong.length > 0) {
      throw validationException(wrong.join('; '));
    }
    this.injected = faults.map((fault) => ({ fault: fault as Fault, struck: 0 }));
  }

  get all(): InjectedFault[] {
    return this.injected.map(({ fault, struck }) => ({ ...fault, struck }));
  }

  /** The fault that this request meets, if any. Draws only for faults that mean it. */
  strike(random: RandomStream, service: string, operation: string): Fault | undefined {
    const met = this.injected.find(({ fault, struck }) => means(fault, service, operation) && struck < (fault.count ?? Infinity)
      && random.next() < (fault.probability ?? 1));
    if (met) {
      met.struck += 1;
    }
    return met?.fault;
  }
}

/** How the services word throttling and failure: https://docs.aws.amazon.com/sagemaker/latest/APIReference/CommonErrors.html */
export function errorOf({ kind, status = 500 }: Fault): ServiceError | undefined {
  switch (kind) {
    case 'throttling':
      return new ServiceError('ThrottlingException', 'Rate exceeded', 400);
    case 'serverError':
      return status === 500
        ? new ServiceError('InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', 500)
        : new ServiceError('ServiceUnavailable', 'The request has failed due to a temporary failure of the server.', 503);
    default:
      return undefined;
  }
}

function means({ service, operation }: Fault, ofService: string, ofOperation: string): boolean {
  return (service ?? ofService) === ofService && (operation ?? ofOperation) === ofOperation;
}

function faultsIn(fault: unknown): string[] {
  if (typeof fault !== 'object' || fault === null || Array.isArray(fault)) {
    return [`${JSON.stringify(fault)} is not an object such as {"kind": "throttling"}`];
  }
  const given = fault as Readonly<Record<string, unknown>>;
  const known = Object.keys(CHECKS);
  return [
    ...Object.keys(given).filter((name) => !known.includes(name)).map((name) => `unknown field '${name}', there are ${known.join(', ')}`),
    ...Object.entries(CHECKS).flatMap(([name, check]) => {
      const wrong = given[name] === undefined && name !== 'kind' ? undefined : check(given[name]);
      return wrong === undefined ? [] : [`${name} is ${JSON.stringify(given[name]) ?? 'missing'}; ${wrong}`];
    }),
    ...ONLY_FOR
      .filter(([name, kinds]) => given[name] !== undefined && !kinds.includes(given.kind as Fault['kind']))
      .map(([name, kinds]) => `${name} is for ${kinds.join(' and ')} only`),
  ];
}

function oneOf(values: readonly string[]): (value: unknown) => string | undefined {
  return (value) => (values.includes(value as string) ? undefined : `use one of ${values.join(', ')}`);
}
