import { join } from 'node:path';
import { App, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { BundleCode } from '../../src/private/bundle-code';

const DIRECTORY = join(__dirname, '..', '..', 'assets', 'updater');

test.each([true, false])("a bundle is deployed as the CDK's own code from an asset, with metadata for local tools: %s", (metadata) => {
  const [ours, theirs] = [new BundleCode(DIRECTORY), lambda.Code.fromAsset(DIRECTORY)].map((code) => {
    const stack = new Stack(new App({ context: { 'aws:cdk:enable-asset-metadata': metadata } }), 'Stack');
    new lambda.Function(stack, 'Function', { code, runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler' });
    const assembly = (stack.node.root as App).synth();
    const { template, assets } = assembly.getStackByName('Stack');
    return { template, assets, files: assembly.tryGetArtifact('Stack.assets')?.manifest };
  });
  expect(ours).toEqual(theirs);
  expect(JSON.stringify(ours.template).includes('aws:asset:path')).toBe(metadata);
});
