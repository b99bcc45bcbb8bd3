import { CustomNames } from './custom-names';
import type { Resource } from './resource-provider';
import { VersionedNames } from './versioned-names';
import { isRecord } from '../rollout/record';
import type { ModelBehaviourInput } from '../simulator/model-behaviour';
import type { World } from '../simulator/world';

/** A version whose models are about to be made. */
export interface VersionOfModels {
  readonly name: string;
  readonly behaviour?: ModelBehaviourInput;
  readonly images?: Readonly<Record<string, ModelBehaviourInput>>;
  readonly models?: Readonly<Record<string, ModelBehaviourInput>>;
}

type Properties = Readonly<Record<string, unknown>>;

/** The variable that tells the versions of a model apart when their templates do not. */
const VERSION_VARIABLE = 'REHEARSED_VERSION';

const MODEL = 'AWS::SageMaker::Model';

/**
 * Gives the models of each version a behaviour, and makes them models of their own.
 *
 * Deploying the same template again would change nothing. A variable with the version's name in the environment of each
 * model's containers makes it a new model, and so a new endpoint config and an update, as a new image would.
 */
export class VersionedModels {
  private version?: VersionOfModels;
  private readonly images = new Set<string>();
  private readonly models = new Set<string>();
  /** What the template calls each model, by logical id. */
  private readonly named = new Map<string, readonly string[]>();
  private readonly names = new VersionedNames();
  private readonly customNames = new CustomNames();

  constructor(private readonly world: () => World) {}

  /** @param otherTemplate whether it is deployed from another template than what is there. */
  begin(version: VersionOfModels, otherTemplate: boolean): void {
    this.version = version;
    this.customNames.begin(otherTemplate);
    this.names.begin();
    this.images.clear();
    this.models.clear();
  }

  /** The properties of a resource as this version has them. */
  rewrite(type: string, original: Properties, logicalId: string): Properties {
    if (!this.version) {
      return original;
    }
    this.customNames.check(type, original, logicalId);
    const properties = this.names.rewrite(type, original);
    if (type !== MODEL) {
      return properties;
    }
    this.named.set(logicalId, namesOf(logicalId, original));
    namesOf(logicalId, original).forEach((name) => this.models.add(name));
    const containers = containersOf(properties);
    const marked = containers.map((container) => this.marked(container));
    containers.forEach((container) => this.setBehaviour(container));
    return properties.Containers ? { ...properties, Containers: marked } : { ...properties, PrimaryContainer: marked[0] };
  }

  /** A model that was named in the version behaves as it says, whatever its images do. */
  created(resource: Resource): void {
    const { type, logicalId, attributes } = resource;
    this.customNames.created(resource);
    const { models = {} } = this.version ?? {};
    const name = type === MODEL ? this.named.get(logicalId)?.find((candidate) => Object.hasOwn(models, candidate)) : undefined;
    if (name !== undefined) {
      this.world().setModelBehaviour(String(attributes.ModelName), models[name]);
    }
  }

  /** The version has been deployed. */
  end(): void {
    this.customNames.end();
    this.requireMatches();
  }

  /** Fails if the version names an image or a model that the stack does not have: what it says of it would be lost. */
  private requireMatches(): void {
    const { name, images = {}, models = {} } = this.version!;
    const lost = [
      ...Object.keys(images).filter((prefix) => ![...this.images].some((image) => image.startsWith(prefix)))
        .map((prefix) => `image '${prefix}', there are ${listed(this.images)}`),
      ...Object.keys(models).filter((model) => !this.models.has(model)).map((model) => `model '${model}', there are ${listed(this.models)}`),
    ];
    if (lost.length > 0) {
      throw new Error(`version '${name}' says how things behave that the stack does not have: ${lost.join('; ')}`);
    }
  }

  private marked(container: unknown): unknown {
    if (!isRecord(container)) {
      return container;
    }
    const environment = (container.Environment ?? {}) as Properties;
    return { ...container, Environment: { ...environment, [VERSION_VARIABLE]: this.version!.name } };
  }

  /** Resources are made one after the other, so that the image's behaviour is this version's when the model is made. */
  private setBehaviour(container: unknown): void {
    // The images of a model package are not known here: its ARN stands for them.
    const image = isRecord(container) ? container.Image ?? container.ModelPackageName : undefined;
    if (typeof image !== 'string') {
      return;
    }
    this.images.add(image);
    const { images = {}, behaviour } = this.version!;
    const [longest] = Object.keys(images).filter((prefix) => image.startsWith(prefix)).sort((left, right) => right.length - left.length);
    const chosen = longest === undefined ? behaviour : images[longest];
    if (chosen) {
      this.world().setImageBehaviour(image, chosen);
    }
  }
}

function containersOf({ Containers, PrimaryContainer }: Properties): unknown[] {
  return (Containers as unknown[] | undefined) ?? [PrimaryContainer];
}

function namesOf(logicalId: string, { ModelName }: Properties): string[] {
  return typeof ModelName === 'string' ? [logicalId, ModelName] : [logicalId];
}

function listed(names: ReadonlySet<string>): string {
  return [...names].map((name) => `'${name}'`).join(', ') || 'none';
}
