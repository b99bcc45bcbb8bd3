import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SIMULATOR = join(__dirname, '..', '..', 'assets', 'simulator', 'index.js');

/** Runs in a process of its own: a canary with a bad model, its timeline and metrics on the standard output. */
const SCRIPT = `
  const { FleetSimulator } = require(${JSON.stringify(SIMULATOR)});
  const [, seed] = process.argv;
  const simulator = new FleetSimulator({ seed: Number(seed) });
  const call = async (service, operation, input) => {
    const headers = { 'x-amz-target': service + '.' + operation, 'content-type': 'application/x-amz-json-1.1' };
    const { status, body } = await simulator.handle({ method: 'POST', path: '/', query: {}, headers, body: Buffer.from(JSON.stringify(input)) });
    if (status !== 200) throw new Error(Buffer.from(body).toString());
    return JSON.parse(Buffer.from(body).toString() || '{}');
  };
  const control = (method, path, value) => simulator.handle({ method, path, query: {}, headers: {}, body: Buffer.from(value ? JSON.stringify(value) : '') });
  (async () => {
    for (const version of ['1', '2']) {
      await control('PUT', '/_simulator/images', { image: 'image:2', errorRate: 0.3 });
      const container = { Image: 'image:' + version };
      await call('SageMaker', 'CreateModel', { ModelName: 'm' + version, ExecutionRoleArn: 'arn:aws:iam::123456789012:role/r', PrimaryContainer: container });
      const variant = { VariantName: 'AllTraffic', ModelName: 'm' + version, InstanceType: 'ml.m5.large', InitialInstanceCount: 4 };
      const metrics = { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: version === '1' ? 10 : 30 };
      await call('SageMaker', 'CreateEndpointConfig', { EndpointConfigName: 'c' + version, ProductionVariants: [variant], MetricsConfig: metrics });
    }
    const dimensions = [{ Name: 'EndpointName', Value: 'e' }, { Name: 'VariantName', Value: 'AllTraffic' }];
    await call('GraniteServiceVersion20100801', 'PutMetricAlarm', {
      AlarmName: 'errors', Namespace: 'AWS/SageMaker', MetricName: 'Invocation5XXErrors', Dimensions: dimensions, Statistic: 'Average', Period: 60,
      EvaluationPeriods: 1, Threshold: 0.01, ComparisonOperator: 'GreaterThanThreshold',
    });
    await call('SageMaker', 'CreateEndpoint', { EndpointName: 'e', EndpointConfigName: 'c1' });
    await control('POST', '/_simulator/clock', { advanceSeconds: 300 });
    await control('PUT', '/_simulator/endpoints/e/traffic', { requestsPerSecond: 7 });
    await control('POST', '/_simulator/clock', { advanceSeconds: 137 });
    await call('SageMaker', 'UpdateEndpoint', { EndpointName: 'e', EndpointConfigName: 'c2', DeploymentConfig: {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } } },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
    } });
    await control('POST', '/_simulator/clock', { advanceSeconds: 1800 });
    const timeline = await control('GET', '/_simulator/endpoints/e/timeline');
    process.stdout.write(Buffer.from(timeline.body).toString());
    process.stdout.write(JSON.stringify(simulator.world.requestTotals('e')));
    process.stdout.write(JSON.stringify(await call('GraniteServiceVersion20100801', 'GetMetricStatistics', {
      Namespace: 'AWS/SageMaker', MetricName: 'ModelLatency', Dimensions: dimensions, ExtendedStatistics: ['p99'], Period: 60,
      StartTime: simulator.clock.now.getTime() / 1000 - 3600, EndTime: simulator.clock.now.getTime() / 1000,
    })));
  })();
`;

describe('the same seed and inputs', () => {
  test('give the same bytes in another process; another seed gives others', () => {
    const once = run(1);
    expect(once).toContain('RollingBack');
    expect(run(1)).toBe(once);
    expect(run(2)).not.toBe(once);
  });
});

function run(seed: number): string {
  return execFileSync(process.execPath, ['-e', SCRIPT, String(seed)], { encoding: 'utf8' });
}
