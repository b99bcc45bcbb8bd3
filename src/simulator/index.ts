import { setTimeout as sleep } from 'node:timers/promises';
import { applicationAutoscaling } from './api/application-autoscaling';
import { cloudwatch } from './api/cloudwatch';
import { answerControl, isControl } from './api/control/control-api';
import type { Controlled } from './api/control/route';
import { answer } from './api/front-door';
import type { Api } from './api/protocols/protocol';
import { sagemaker } from './api/sagemaker';
import { sagemakerRuntime } from './api/sagemaker-runtime';
import { SERVICE_MODELS } from './api/service-model.generated';
import type { WireRequest, WireResponse } from './api/wire';
import type { Clock } from './clock';
import { ConnectionDropped } from './connection-dropped';
import { Faults } from './faults';
import { inProcess } from './in-process';
import { SimulatedEndpoint } from './simulated-endpoint';
import { World } from './world';
import type { WorldOptions } from './world';

export { serve } from './server';

const APIS: readonly Api[] = [
  { id: 'sagemaker', model: SERVICE_MODELS.sagemaker, service: sagemaker },
  { id: 'cloudwatch', model: SERVICE_MODELS.cloudwatch, service: cloudwatch },
  { id: 'sagemaker-runtime', model: SERVICE_MODELS['sagemaker-runtime'], service: sagemakerRuntime },
  { id: 'application-autoscaling', model: SERVICE_MODELS['application-autoscaling'], service: applicationAutoscaling },
];

/** SageMaker hosting and CloudWatch in one process: the services' own protocols in front, a virtual clock behind. */
export class FleetSimulator implements Controlled {
  /** What callers meet instead of an answer; a reset ends it. */
  faults = new Faults();
  private current: World;
  private requests = 0;

  constructor(private readonly options: WorldOptions = {}) {
    this.current = new World(options);
  }

  get world(): World {
    return this.current;
  }

  get clock(): Clock {
    return this.current.clock;
  }

  /** One HTTP request, to a service or to the control API at `/_simulator`. Rejects only where a fault drops the connection. */
  async handle(request: WireRequest): Promise<WireResponse> {
    if (isControl(request)) {
      return answerControl(this, request);
    }
    this.requests += 1;
    const strike = (service: string, operation: string) => this.faults.strike(this.current.random.stream('faults'), service, operation);
    const { delivery, ...response } = await answer({ world: this.current, apis: APIS, strike }, request, this.requests);
    if (delivery?.dropped) {
      throw new ConnectionDropped();
    }
    if (delivery?.delayMs) {
      await sleep(delivery.delayMs);
    }
    return response;
  }

  /** An unmodified AWS client of the class given, whose requests are answered here. */
  client<Client, Config extends object>(Client: new (config: Config) => Client, config: Partial<Config> = {}): Client {
    const here = {
      region: this.current.region,
      credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
      // A client that retries waits in real time.
      maxAttempts: 1,
      requestHandler: inProcess((request) => this.handle(request)),
    };
    return new Client({ ...here, ...config } as unknown as Config);
  }

  /** An endpoint to look at in a test; it need not be there yet. */
  endpoint(name: string): SimulatedEndpoint {
    return new SimulatedEndpoint(name, this.current);
  }

  /** Forgets everything: a new world with the same options, from the seed given or the one it was made with. */
  reset({ seed = this.options.seed }: { readonly seed?: number } = {}): void {
    this.current = new World({ ...this.options, seed });
    this.faults = new Faults();
    this.requests = 0;
  }
}
