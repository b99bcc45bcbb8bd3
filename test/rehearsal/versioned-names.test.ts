import { VersionedNames } from '../../src/rehearsal/versioned-names';

const CONFIG = { EndpointConfigName: 'churn', ProductionVariants: [{ VariantName: 'churn', ModelName: 'churn' }] };
const ENDPOINT = { EndpointName: 'churn', EndpointConfigName: 'churn' };
const ALARM = { Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'EndpointConfigName', Value: 'churn' }] };

function rewritten(names: VersionedNames): unknown[] {
  names.begin();
  return [
    names.rewrite('AWS::SageMaker::Model', { ModelName: 'churn' }),
    names.rewrite('AWS::SageMaker::EndpointConfig', CONFIG),
    names.rewrite('AWS::SageMaker::Endpoint', ENDPOINT),
    names.rewrite('AWS::CloudWatch::Alarm', ALARM),
  ];
}

describe('fixed names of models and endpoint configs', () => {
  test('stay as they are in the first version', () => {
    expect(rewritten(new VersionedNames())).toEqual([{ ModelName: 'churn' }, CONFIG, ENDPOINT, ALARM]);
  });

  test('are others in each later version, wherever they are referred to, and nothing else of that name is', () => {
    const names = new VersionedNames();
    rewritten(names);
    expect(rewritten(names)).toEqual([
      { ModelName: 'churn-2' },
      { EndpointConfigName: 'churn-2', ProductionVariants: [{ VariantName: 'churn', ModelName: 'churn-2' }] },
      { EndpointName: 'churn', EndpointConfigName: 'churn-2' },
      { Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'EndpointConfigName', Value: 'churn-2' }] },
    ]);
  });

  test('are no longer than the service allows', () => {
    const names = new VersionedNames();
    [1, 2].forEach(() => names.begin());
    expect(names.rewrite('AWS::SageMaker::Model', { ModelName: 'm'.repeat(63) })).toEqual({ ModelName: `${'m'.repeat(61)}-2` });
  });
});
