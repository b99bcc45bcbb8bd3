import type { ContainerDefinition, CreateModelInput, Tag } from '@aws-sdk/client-sagemaker';
import { ServiceError } from './api/service-error';
import { HEALTHY, modelBehaviour, pipeline } from './model-behaviour';
import type { ModelBehaviour } from './model-behaviour';

/** A model as it was created, and how its containers behave. */
export interface Model {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly input: CreateModelInput;
  readonly tags: Tag[];
  /** From the images, as they were known when the model was created. */
  readonly imageBehaviour: ModelBehaviour;
  /** The same of each container by its hostname, where requests ask one of them. */
  readonly containerBehaviours: ReadonlyMap<string, ModelBehaviour>;
}

/** The account's models, and how they and their images behave. */
export class Models {
  readonly byName = new Map<string, Model>();
  private readonly images = new Map<string, ModelBehaviour>();
  private readonly behaviours = new Map<string, ModelBehaviour>();

  /** Replaces the behaviour of a model; it counts from the next request on, and wins over its images'. */
  setModelBehaviour(modelName: string, behaviour: unknown): ModelBehaviour {
    const checked = modelBehaviour(behaviour);
    if (!this.byName.has(modelName)) {
      const names = [...this.byName.keys()].map((name) => `'${name}'`).join(', ');
      throw new ServiceError('ResourceNotFound', `there is no model '${modelName}', there ${names === '' ? 'is none yet' : `are ${names}`}; `
        + 'create it first, or give its image a behaviour, which then holds for models created later', 404);
    }
    this.behaviours.set(modelName, checked);
    return checked;
  }

  /** How models behave that are created from now on with this image, or with one that starts like this. */
  setImageBehaviour(image: string, behaviour: unknown): ModelBehaviour {
    const checked = modelBehaviour(behaviour);
    if (typeof image !== 'string' || image === '') {
      throw new ServiceError('ValidationException', `image is ${JSON.stringify(image)}; give an image's URI, or the beginning of one`);
    }
    this.images.set(image, checked);
    return checked;
  }

  /** `images` are what its containers run: of a model package, those that were registered with it. */
  add(model: Omit<Model, 'imageBehaviour' | 'containerBehaviours'>, images: readonly string[]): void {
    // A model of that name that was deleted takes its behaviour with it.
    this.behaviours.delete(model.name);
    const behaviours = images.map((image) => this.behaviourOfImage(image));
    const hostnames = isDirect(model.input) ? containersOf(model.input).map(({ ContainerHostname }) => ContainerHostname!) : [];
    this.byName.set(model.name, {
      ...model,
      imageBehaviour: pipeline(behaviours),
      containerBehaviours: new Map(hostnames.map((hostname, index) => [hostname, behaviours[index]])),
    });
  }

  /** How a model behaves; or one of its containers, or of the models in its container, by the name that a request has for it. */
  behaviourOf(model: Model, target?: string): ModelBehaviour {
    const set = this.byName.get(model.name) === model ? this.behaviours.get(model.name) : undefined;
    const behaviour = set ?? (target !== undefined ? model.containerBehaviours.get(target) : undefined) ?? model.imageBehaviour;
    const { targets = {} } = behaviour;
    return target !== undefined && Object.hasOwn(targets, target) ? { ...behaviour, ...targets[target] } : behaviour;
  }

  /** The exact image wins, then the longest beginning of it. */
  private behaviourOfImage(image: string): ModelBehaviour {
    const matches = [...this.images.keys()].filter((prefix) => image.startsWith(prefix)).sort((a, b) => b.length - a.length);
    return matches.length > 0 ? this.images.get(matches[0])! : HEALTHY;
  }
}

/** Whether each request asks one container by its hostname. https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html */
export function isDirect({ InferenceExecutionConfig }: Pick<CreateModelInput, 'InferenceExecutionConfig'>): boolean {
  return InferenceExecutionConfig?.Mode === 'Direct';
}

/** Whether each request names the model that a container is to load. https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html */
export function isMultiModel(input: Pick<CreateModelInput, 'PrimaryContainer' | 'Containers'>): boolean {
  return containersOf(input).some(({ Mode }) => Mode === 'MultiModel');
}

/** The containers of a model, in the order in which a request passes them unless it asks one of them. */
export function containersOf(input: Pick<CreateModelInput, 'PrimaryContainer' | 'Containers'>): ContainerDefinition[] {
  return input.Containers ?? (input.PrimaryContainer ? [input.PrimaryContainer] : []);
}
