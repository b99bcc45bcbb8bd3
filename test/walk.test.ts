import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../src';
import { readStack } from '../src/rehearsal/assembly';
import { record } from '../src/rehearsal/prove/recording';
import { rehearse } from '../src/rehearsal/rehearse';
import { DEFAULT_SCENARIO } from '../src/rehearsal/scenario/default-scenario';

/** A number that nothing else is. */
const BAKING_PERIOD = 317;

const directory = mkdtempSync(join(tmpdir(), 'walk-'));
beforeAll(() => {
  const app = new App({ outdir: directory, analyticsReporting: false });
  const stack = new Stack(app, 'Walk', { env: { region: 'us-east-1' } });
  new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: 'walk',
    variants: [{ model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('image:1') }) }), instanceType: 'ml.m5.large' }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.seconds(BAKING_PERIOD) }),
    guardrails: [Guardrail.serverErrorRate()],
  });
  app.synth();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The stages of docs/architecture.md. */
describe('the baking period of an app', () => {
  test('is in the template, in the API\'s own spelling, within one string', () => {
    const template = readFileSync(join(directory, 'Walk.template.json'), 'utf8');
    expect(template).toContain(`\\"WaitIntervalInSeconds\\":${BAKING_PERIOD}`);
  });

  test('is asked of the service by the updater, and is how long the simulator bakes', async () => {
    const assembly = readStack(directory);
    const { calls } = await record(assembly, assembly, DEFAULT_SCENARIO);
    const { input } = calls.find(({ operation }) => operation === 'UpdateEndpoint')!;
    expect(input).toHaveProperty('DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.WaitIntervalInSeconds', BAKING_PERIOD);

    const [before, , good] = DEFAULT_SCENARIO.versions;
    const { report } = await rehearse({ assembly, scenario: { ...DEFAULT_SCENARIO, versions: [before, good] }, reproduce: 'again' });
    const steps = report.endpoints[0].timeline.filter(({ event }) => event === 'Step');
    const bake = steps.findIndex(({ message }) => message.includes(`for ${BAKING_PERIOD} s (WaitIntervalInSeconds)`));
    expect((Date.parse(steps[bake + 1].time) - Date.parse(steps[bake].time)) / 1000).toBe(BAKING_PERIOD);
  });
});
