import { isRecord } from './template';
import type { ModelBehaviourInput } from '../simulator/model-behaviour';
import type { World } from '../simulator/world';

/** A version whose models are about to be made. */
export interface VersionOfModels {
  readonly name: string;
  readonly behaviour?: ModelBehaviourInput;
  readonly images?: Readonly<Record<string, ModelBehaviourInput>>;
}

type Properties = Readonly<Record<string, unknown>>;

/** The variable that tells the versions of a model apart when their templates do not. */
const VERSION_VARIABLE = 'REHEARSED_VERSION';

/**
 * Gives the models of each version a behaviour, and makes them models of their own.
 *
 * Deploying the same template again would change nothing. A variable with the version's name in the environment of each
 * model's containers makes it a new model, and so a new endpoint config and an update, as a new image would.
 */
export class VersionedModels {
  private version?: VersionOfModels;

  constructor(private readonly world: () => World) {}

  begin(version: VersionOfModels): void {
    this.version = version;
    Object.entries(version.images ?? {}).forEach(([image, behaviour]) => this.world().setImageBehaviour(image, behaviour));
  }

  /** The properties of a resource as this version has them. */
  rewrite(type: string, properties: Properties): Properties {
    if (type !== 'AWS::SageMaker::Model' || !this.version) {
      return properties;
    }
    const containers = (properties.Containers ?? [properties.PrimaryContainer]) as unknown[];
    const marked = containers.map((container) => this.marked(container));
    containers.forEach((container) => this.setBehaviour(container));
    return properties.Containers ? { ...properties, Containers: marked } : { ...properties, PrimaryContainer: marked[0] };
  }

  private marked(container: unknown): unknown {
    if (!isRecord(container)) {
      return container;
    }
    const environment = (container.Environment ?? {}) as Properties;
    return { ...container, Environment: { ...environment, [VERSION_VARIABLE]: this.version!.name } };
  }

  private setBehaviour(container: unknown): void {
    const image = isRecord(container) ? container.Image : undefined;
    const { images = {}, behaviour } = this.version!;
    if (typeof image === 'string' && behaviour && !Object.keys(images).some((prefix) => image.startsWith(prefix))) {
      this.world().setImageBehaviour(image, behaviour);
    }
  }
}
