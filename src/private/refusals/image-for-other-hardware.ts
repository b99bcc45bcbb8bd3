import { Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { declaredContainers } from '../declared-model';
import { gpusOf } from '../instance-type';
import { warn } from './rule';

interface Serving {
  readonly variantName: string;
  readonly instanceTypes?: readonly string[];
  readonly model?: sagemaker.IModelRef;
  readonly inferenceAmiVersion?: string;
}

/** What an image is made for, by what its repository and tag are called. https://github.com/aws/deep-learning-containers/blob/master/available_images.md */
const MADE_FOR = [
  { what: 'GPUs', name: /[-:/]gpu(?:-|$)/, fits: (type: string) => gpusOf(type) !== 0 },
  { what: 'AWS Inferentia and Trainium', name: /neuron/, fits: (type: string) => /^ml\.(?:inf|trn)/.test(type) },
];

/** Warns of images that are made for other instances than those they are launched on, which most often do not become healthy there. */
export function warnOfImageForOtherHardware(endpoint: IConstruct, variants: readonly Serving[]): void {
  for (const { variantName, instanceTypes = [], model, inferenceAmiVersion } of variants) {
    const images = [...declaredContainers(model).flatMap(({ image }) => (image === undefined ? [] : [['image', image]])), ...(inferenceAmiVersion === undefined ? [] : [['inferenceAmiVersion', inferenceAmiVersion]])];
    for (const { what, name, fits } of MADE_FOR) {
      const image = images.find(([, each]) => name.test(each.slice(each.lastIndexOf('/') + 1)));
      const types = instanceTypes.filter((type) => !Token.isUnresolved(type) && !fits(type));
      if (image && types.length > 0) {
        warn(endpoint, 'image-for-other-hardware', `the ${image[0]} of variant '${variantName}' is '${image[1].slice(image[1].lastIndexOf('/') + 1)}', which seems to be made for ${what}, and ${types.join(' and ')} has none: `
          + 'the new fleet would most likely not become healthy; use another type, or an image for it');
      }
    }
  }
}
