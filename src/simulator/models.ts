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
  add(model: Omit<Model, 'imageBehaviour'>, images: readonly string[]): void {
    // A model of that name that was deleted takes its behaviour with it.
    this.behaviours.delete(model.name);
    this.byName.set(model.name, { ...model, imageBehaviour: pipeline(images.map((image) => this.behaviourOfImage(image))) });
  }

  behaviourOf(model: Model): ModelBehaviour {
    return this.byName.get(model.name) === model ? this.behaviours.get(model.name) ?? model.imageBehaviour : model.imageBehaviour;
  }

  /** The exact image wins, then the longest beginning of it. */
  private behaviourOfImage(image: string): ModelBehaviour {
    const matches = [...this.images.keys()].filter((prefix) => image.startsWith(prefix)).sort((a, b) => b.length - a.length);
    return matches.length > 0 ? this.images.get(matches[0])! : HEALTHY;
  }
}

/** The containers a request passes, in order. */
export function containersOf(input: Pick<CreateModelInput, 'PrimaryContainer' | 'Containers'>): ContainerDefinition[] {
  return input.Containers ?? (input.PrimaryContainer ? [input.PrimaryContainer] : []);
}
