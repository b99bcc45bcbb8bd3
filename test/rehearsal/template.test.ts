import { changeOf } from '../../src/rehearsal/change';
import { dependencyOrder } from '../../src/rehearsal/template';

describe('the order of a template\'s resources', () => {
  test('has each after all that it refers to or depends on', () => {
    const order = dependencyOrder({
      Resources: {
        Endpoint: { Type: 'Custom::X', DependsOn: ['Policy'], Properties: { Config: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } } },
        Config: { Type: 'X', Properties: { ModelName: { 'Fn::Sub': '${Model.ModelName}' } } },
        Policy: { Type: 'X', DependsOn: 'Role' },
        Role: { Type: 'X' },
        Model: { Type: 'X', Properties: { RoleArn: { 'Fn::GetAtt': 'Role.Arn' } } },
      },
    });
    expect(order).toHaveLength(5);
    const before = (first: string, second: string): boolean => order.indexOf(first) < order.indexOf(second);
    expect(before('Role', 'Model') && before('Model', 'Config') && before('Config', 'Endpoint') && before('Policy', 'Endpoint')).toBe(true);
  });

  test('fails with the circle if there is one', () => {
    const circular = { Resources: { A: { Type: 'X', Properties: { B: { Ref: 'B' } } }, B: { Type: 'X', DependsOn: 'A' } } };
    expect(() => dependencyOrder(circular)).toThrow('circular dependency between resources: A -> B -> A');
  });
});

describe('a change of a resource\'s properties', () => {
  test.each([
    ['replaces an endpoint config', 'AWS::SageMaker::EndpointConfig', { ProductionVariants: [1] }, { ProductionVariants: [2] }, 'replace'],
    ['replaces a model', 'AWS::SageMaker::Model', { ExecutionRoleArn: 'a' }, { ExecutionRoleArn: 'b' }, 'replace'],
    ['updates an alarm in place', 'AWS::CloudWatch::Alarm', { AlarmName: 'a', Threshold: 1 }, { AlarmName: 'a', Threshold: 2 }, 'update'],
    ['replaces an alarm with another name', 'AWS::CloudWatch::Alarm', { AlarmName: 'a' }, { AlarmName: 'b' }, 'replace'],
    ['updates a custom resource', 'Custom::GuardedSageMakerEndpoint', { Rollout: 'a' }, { Rollout: 'b' }, 'update'],
    ['is none if all is equal', 'AWS::SageMaker::Model', { ExecutionRoleArn: 'a' }, { ExecutionRoleArn: 'a' }, 'none'],
  ])('%s', (_name, type, before, after, expected) => {
    expect(changeOf(type, before, after)).toBe(expected);
  });
});
