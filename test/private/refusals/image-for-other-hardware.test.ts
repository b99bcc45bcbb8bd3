import { ContainerImage, Model, ModelSource, type ProductionVariantProps } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

const GPU = ['huggingface-pytorch-inference', '2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04'] as const;
const CPU = ['pytorch-inference', '2.6.0-cpu-py312-ubuntu22.04-sagemaker'] as const;
const NEURON = ['huggingface-pytorch-inference-neuronx', '2.1.2-transformers4.43.2-neuronx-py310-sdk2.20.0-ubuntu20.04'] as const;

function warned([repository, tag]: readonly [string, string], variant: Partial<ProductionVariantProps>): string[] {
  const stack = newStack();
  const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromDlc(repository, tag) }) });
  newEndpoint(stack, { variants: [newVariant(stack, { ...variant, model })] });
  return warningsOf(stack);
}

describe('an image', () => {
  test('for GPUs is warned of where there are none', () => {
    expect(warned(GPU, { instanceType: 'ml.m5.xlarge' })).toEqual([
      "the image of variant 'AllTraffic' is 'huggingface-pytorch-inference:2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04', which seems to be made for GPUs, and ml.m5.xlarge has none: "
      + 'the new fleet would most likely not become healthy; use another type, or an image for it [ack: cdk-guarded-endpoints:image-for-other-hardware]',
    ]);
    expect(warned(GPU, { instanceType: 'ml.g5.xlarge', fallbackInstanceTypes: ['ml.c5.2xlarge'] })).toEqual([expect.stringContaining('ml.c5.2xlarge has none')]);
    expect(warned(NEURON, { instanceType: 'ml.g5.xlarge' })).toEqual([expect.stringContaining('made for AWS Inferentia and Trainium')]);
    expect(warned(CPU, { inferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2' })).toEqual([expect.stringContaining('the inferenceAmiVersion of variant')]);
  });

  test.each<[string, readonly [string, string], Partial<ProductionVariantProps>]>([
    ['for what there is', GPU, { instanceType: 'ml.g5.xlarge' }],
    ['for Inferentia', NEURON, { instanceType: 'ml.inf2.xlarge' }],
    ['for CPUs', CPU, {}],
    ['for any', ['churn', 'gpuless'], {}],
  ])('%s is not warned of', (_name, image, variant) => {
    expect(warned(image, variant)).toEqual([]);
  });
});
