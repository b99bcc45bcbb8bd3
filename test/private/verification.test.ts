import { aws_s3 as s3, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ContainerImage, Model, ModelData, ModelSource, type GoldenRequest, type Verification } from '../../src';
import { newEndpoint, newStack, newVariant, rolloutOf } from '../declared';

describe('an update that has to prove itself', () => {
  test('asks the updater for it, which may then count requests', () => {
    const stack = newStack();
    newEndpoint(stack, { verification: { minimumInvocations: 100 } });
    expect(rolloutOf(stack)).toMatchObject({ verification: { minimumInvocations: 100 } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'cloudwatch:GetMetricStatistics' })]) },
    });
  });

  test('is not the rule', () => {
    const stack = newStack();
    newEndpoint(stack);
    expect(rolloutOf(stack)).not.toHaveProperty('verification');
    expect(JSON.stringify(Template.fromStack(stack))).not.toContain('GetMetricStatistics');
  });

  test('has the updater send the requests whose answers are known, as JSON or as they are', () => {
    const stack = newStack();
    newEndpoint(stack, {
      verification: {
        requests: [
          { payload: { tenure: 1 }, expectedBody: { churn: 0.9 }, tolerance: 0.05 },
          { name: 'an image', payload: 'AP+A', base64Encoded: true, contentType: 'image/png', accept: 'application/json', targetVariant: 'AllTraffic', expectedStatus: 400 },
        ],
      },
    });
    expect(rolloutOf(stack)).toMatchObject({
      verification: {
        requests: [
          { name: '1', payload: '{"tenure":1}', contentType: 'application/json', expectedStatus: 200, expectedBody: { churn: 0.9 }, tolerance: 0.05 },
          { name: 'an image', payload: 'AP+A', base64: true, contentType: 'image/png', accept: 'application/json', targetVariant: 'AllTraffic', expectedStatus: 400 },
        ],
      },
    });
    const template = JSON.stringify(Template.fromStack(stack));
    expect(template).toContain('"Action":"sagemaker:InvokeEndpoint","Effect":"Allow","Resource":{"Fn::Sub":"arn:');
    expect(template).not.toContain('GetMetricStatistics');
  });

  const refused: Array<[string, Verification, string]> = [
    ['no minimum of requests', { minimumInvocations: 0 }, 'minimumInvocations of verification is 0, a whole number of at least 1 is needed; leave verification out if nothing is to be proved'],
    ['a negative minimum', { minimumInvocations: -1 }, 'minimumInvocations of verification is -1'],
    ['half a request', { minimumInvocations: 1.5 }, 'minimumInvocations of verification is 1.5'],
    ['what is no number', { minimumInvocations: NaN }, 'minimumInvocations of verification is NaN'],
    ['nothing', {}, 'verification has neither minimumInvocations nor requests; leave it out if nothing is to be proved'],
    ['too many requests', { requests: Array.from({ length: 21 }, () => ({ payload: '' })) }, 'verification has 21 requests, 20 are possible'],
    ['too much to send', { requests: [{ payload: 'x'.repeat(100_000) }] }, 'bytes on their way to the updater, 100000 are possible'],
    ['a variant that there is not', { requests: [{ payload: '', targetVariant: 'Blue' }] }, "request '1' of verification has the targetVariant 'Blue', there is 'AllTraffic'"],
    ['what is no status', { requests: [{ name: 'a', payload: '', expectedStatus: 42 }] }, "request 'a' of verification has the expectedStatus 42, an HTTP status from 100 to 599 is needed"],
    ['a negative tolerance', { requests: [{ payload: '', tolerance: -1 }] }, "request '1' of verification has the tolerance -1, a number of at least 0 is needed"],
    ['no payload', { requests: [{ payload: undefined }] }, "request '1' of verification has no payload"],
    ['base64 that is none', { requests: [{ payload: '{}', base64Encoded: true }] }, "request '1' of verification is said to be base64Encoded, but its payload is not base64"],
  ];
  test.each(refused)('fails on %s', (_what, verification, message) => {
    expect(() => newEndpoint(newStack(), { verification })).toThrow(message);
  });

  const container = (hostname?: string, modelData?: ModelData) => ({ image: ContainerImage.fromUri('registry.example.com/churn:1'), hostname, modelData });
  const many = (stack: Stack): ModelSource =>
    ModelSource.fromContainer(container(undefined, ModelData.fromManyModels(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'all/')));
  const direct = (): ModelSource => ModelSource.fromDirectContainers([container('churn'), container('fraud')]);
  const serial = (): ModelSource => ModelSource.fromPipeline([container('churn'), container('fraud')]);
  const asking = (source: (stack: Stack) => ModelSource, request: Partial<GoldenRequest>): Stack => {
    const stack = newStack();
    newEndpoint(stack, { variants: [newVariant(stack, { model: new Model(stack, 'Model', { source: source(stack) }) })], verification: { requests: [{ payload: '', ...request }] } });
    return stack;
  };

  test.each<[string, (stack: Stack) => ModelSource, Partial<GoldenRequest>]>([
    ['a model of many', many, { targetModel: 'eu/churn.tar.gz' }],
    ['one of several containers', direct, { targetContainerHostname: 'fraud' }],
    ['all containers in order', serial, {}],
  ])('may ask %s', (_what, source, request) => {
    expect(rolloutOf(asking(source, request))).toMatchObject({ verification: { requests: [request] } });
  });

  test.each<[string, (stack: Stack) => ModelSource, Partial<GoldenRequest>, string]>([
    ['no model of many', many, {}, "request '1' of verification has no targetModel, and the container has many models"],
    ['a model of a container that has one', direct, { targetModel: 'a.tar.gz', targetContainerHostname: 'churn' }, "has the targetModel 'a.tar.gz', but a container that it may ask has one model only"],
    ['a model with too long a path', many, { targetModel: 'a'.repeat(1025) }, "the length of targetModel of request '1' of verification is 1025"],
    ['no container of several', direct, {}, 'has no targetContainerHostname, and each request asks one of several containers'],
    ['a container that there is not', direct, { targetContainerHostname: 'other' }, "has the targetContainerHostname 'other', there are churn, fraud"],
    ['a container of a pipeline', serial, { targetContainerHostname: 'churn' }, "has the targetContainerHostname 'churn', but requests pass all containers in order"],
  ])('fails on a request that asks %s', (_what, source, request, message) => {
    expect(() => asking(source, request)).toThrow(message);
  });

  test('asks for what it is told to of a model that the app does not declare', () => {
    const stack = newStack();
    const model = Model.fromModelName(stack, 'Elsewhere', 'churn');
    newEndpoint(stack, { variants: [newVariant(stack, { model })], verification: { requests: [{ payload: '', targetModel: 'a.tar.gz', targetContainerHostname: 'a' }] } });
    expect(rolloutOf(stack)).toMatchObject({ verification: { requests: [{ targetModel: 'a.tar.gz', targetContainerHostname: 'a' }] } });
  });

  test('fails on requests to an asynchronous endpoint, which answers none', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Answers', 'answers');
    expect(() => newEndpoint(stack, { asyncInference: { bucket }, verification: { requests: [{ payload: '' }] } })).toThrow(
      'verification has requests, but an asynchronous endpoint answers none; ask it from an afterUpdate hook instead');
  });
});
