import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { EndpointDashboard, EndpointUpdater, type GuardedEndpoint } from '../../../src';
import { newEndpoint } from '../../declared';

/** Synthesizes an endpoint, and what uses it in another stack. */
function synthesized(use: (other: Stack, endpoint: GuardedEndpoint) => void, updater?: EndpointUpdater): () => void {
  const app = new App();
  const endpoint = newEndpoint(new Stack(app, 'Serving'), { updater });
  use(new Stack(app, 'Watching'), endpoint);
  return () => app.synth();
}

describe('a config whose name another stack refers to', () => {
  test.each([
    ['by a dashboard', (other: Stack, endpoint: GuardedEndpoint) => { new EndpointDashboard(other, 'Dashboard', { endpoint }); }],
    ['by an alarm', (other: Stack, endpoint: GuardedEndpoint) => {
      endpoint.variants[0].greenFleet.metricInvocations().createAlarm(other, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    }],
  ])('is refused: %s', (_how, use) => {
    const fault = 'another stack refers to the name of its endpoint config, by a metric of the green fleet or a dashboard, and each update has another config';
    expect(synthesized(use)).toThrow(fault);
    expect(synthesized(use, EndpointUpdater.cloudFormation())).toThrow("declare that alarm or dashboard in stack 'Serving'");
  });

  test('is fine where it is a stack within, or the one around', () => {
    const app = new App();
    const stack = new Stack(app, 'Serving');
    new EndpointDashboard(new NestedStack(stack, 'Within'), 'Dashboard', { endpoint: newEndpoint(stack) });
    new EndpointDashboard(new Stack(app, 'Around'), 'Dashboard', { endpoint: newEndpoint(new NestedStack(app.node.findChild('Around') as Stack, 'Nested')) });
    expect(() => app.synth()).not.toThrow();
  });

  test('is not in what counts all fleets, nor in the ARN', () => {
    expect(synthesized((other, endpoint) => {
      endpoint.variants[0].metricInvocations().createAlarm(other, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
      other.exportValue(endpoint.endpointArn, { name: 'Arn' });
    })).not.toThrow();
  });
});
